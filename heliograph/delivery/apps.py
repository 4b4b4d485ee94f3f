from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "heliograph.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heliograph.delivery import providers  # noqa: PLC0415 (app registry: models are loaded by now)
        from heliograph.delivery.desk.menu import register_desk  # noqa: PLC0415 (as above)

        providers.connect()
        register_desk()
