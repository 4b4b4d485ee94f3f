from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "heliograph.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heliograph.delivery.topics import register  # noqa: PLC0415 (app registry: models are loaded by now)
        from heliograph.network.letters import RECORDS, SIGN_IN  # noqa: PLC0415 (as above)

        register(SIGN_IN)
        register(RECORDS)
