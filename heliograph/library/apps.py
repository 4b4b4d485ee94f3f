from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "heliograph.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heliograph.library.held import register_held  # noqa: PLC0415 (app registry: models are loaded by now)
        from heliograph.library.menu import register_library  # noqa: PLC0415 (as above)

        register_library()
        register_held()
