from datetime import datetime

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "heliograph.calls"
    label = "calls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heliograph.calls.answered import register_answered  # noqa: PLC0415 (app registry)
        from heliograph.calls.corresponding.menu import register_corresponding  # noqa: PLC0415 (as above)
        from heliograph.calls.deadlines.menu import register_deadlines  # noqa: PLC0415 (as above)
        from heliograph.calls.deciding.waiting import register_waiting  # noqa: PLC0415 (as above)
        from heliograph.calls.desk.menu import register_desk  # noqa: PLC0415 (as above)
        from heliograph.calls.documents.using import register_documents  # noqa: PLC0415 (as above)
        from heliograph.calls.files.desk import register_files_desk  # noqa: PLC0415 (as above)
        from heliograph.calls.files.held import register_files  # noqa: PLC0415 (as above)
        from heliograph.calls.held import register_held  # noqa: PLC0415 (as above)
        from heliograph.calls.kinds.plain import register_plain  # noqa: PLC0415 (as above)
        from heliograph.calls.mine.menu import register_mine  # noqa: PLC0415 (as above)
        from heliograph.calls.programmes.menu import register_programmes  # noqa: PLC0415 (as above)
        from heliograph.calls.reminders.menu import register_reminders  # noqa: PLC0415 (as above)
        from heliograph.calls.responses.held import register_response_holdings  # noqa: PLC0415 (as above)
        from heliograph.calls.retaining.views import register_retention  # noqa: PLC0415 (as above)
        from heliograph.calls.reviewing.menu import register_reviewing  # noqa: PLC0415 (as above)
        from heliograph.calls.topics import register_topics  # noqa: PLC0415 (as above)
        from heliograph.delivery import owed  # noqa: PLC0415 (as above)

        register_plain()
        register_topics()
        register_answered()
        owed.register("answers", _write_letters)
        register_held()
        register_files()
        register_response_holdings()
        register_files_desk()
        register_retention()
        register_programmes()
        register_desk()
        register_documents()
        register_waiting()
        register_deadlines()
        register_mine()
        register_corresponding()
        register_reviewing()
        register_reminders()


def _write_letters(at: datetime) -> int:
    from heliograph.calls.telling import write_letters  # noqa: PLC0415 (app registry: models are loaded by now)

    return write_letters(at)
