from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "heliograph.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heliograph.delivery.topics import register  # noqa: PLC0415 (app registry: models are loaded by now)
        from heliograph.network.account.menu import register_account  # noqa: PLC0415 (as above)
        from heliograph.network.audiences.menu import register_audiences  # noqa: PLC0415 (as above)
        from heliograph.network.confirming.menu import register_confirming  # noqa: PLC0415 (as above)
        from heliograph.network.desk.menu import register_desk  # noqa: PLC0415 (as above)
        from heliograph.network.directory.menu import register_directory  # noqa: PLC0415 (as above)
        from heliograph.network.inviting.held import register_held  # noqa: PLC0415 (as above)
        from heliograph.network.joining.menu import register_joining  # noqa: PLC0415 (as above)
        from heliograph.network.letters import RECORDS, SIGN_IN  # noqa: PLC0415 (as above)
        from heliograph.network.merging.menu import register_merging  # noqa: PLC0415 (as above)
        from heliograph.network.sheets.menu import register_sheets  # noqa: PLC0415 (as above)

        register(SIGN_IN)
        register(RECORDS)
        register_account()
        register_held()
        register_desk()
        register_joining()
        register_confirming()
        register_merging()
        register_audiences()
        register_directory()
        register_sheets()
