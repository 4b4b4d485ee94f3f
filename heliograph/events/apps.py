from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "heliograph.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heliograph.events.afterwards.menu import register_afterwards  # noqa: PLC0415 (app registry: models are loaded by now)
        from heliograph.events.agenda.menu import register_agenda  # noqa: PLC0415 (as above)
        from heliograph.events.observances.menu import register_observances  # noqa: PLC0415 (as above)
        from heliograph.events.pages.menu import register_pages  # noqa: PLC0415 (as above)
        from heliograph.events.registering.menu import register_registering  # noqa: PLC0415 (as above)
        from heliograph.events.scheduling.menu import register_scheduling  # noqa: PLC0415 (as above)

        register_afterwards()
        register_agenda()
        register_observances()
        register_pages()
        register_registering()
        register_scheduling()
