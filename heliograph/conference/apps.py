from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    name = "heliograph.conference"
    label = "conference"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heliograph.conference.attending.menu import register_attending  # noqa: PLC0415 (app registry: models are loaded by now)
        from heliograph.conference.menu import register_conferences  # noqa: PLC0415 (as above)
        from heliograph.conference.posters.menu import register_posters  # noqa: PLC0415 (as above)
        from heliograph.conference.published.menu import register_published  # noqa: PLC0415 (as above)
        from heliograph.conference.registering.menu import register_registering  # noqa: PLC0415 (as above)
        from heliograph.conference.report.menu import register_report  # noqa: PLC0415 (as above)
        from heliograph.conference.sessions.menu import register_sessions  # noqa: PLC0415 (as above)
        from heliograph.conference.timetable.menu import register_timetable  # noqa: PLC0415 (as above)

        register_conferences()
        register_registering()
        register_attending()
        register_posters()
        register_sessions()
        register_timetable()
        register_published()
        register_report()
