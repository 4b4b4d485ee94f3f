from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BulletinConfig(AppConfig):
    name = "heliograph.bulletin"
    label = "bulletin"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heliograph.bulletin.documents import register_documents  # noqa: PLC0415 (as above)
        from heliograph.bulletin.personal import register_personal  # noqa: PLC0415 (app registry: models are loaded by now)
        from heliograph.bulletin.rules import may_edit  # noqa: PLC0415 (as above)
        from heliograph.bulletin.sending import BULLETIN  # noqa: PLC0415 (as above)
        from heliograph.bulletin.states import MADE  # noqa: PLC0415 (as above)
        from heliograph.calls.desk.entries import say  # noqa: PLC0415 (as above)
        from heliograph.delivery.topics import register as register_topic  # noqa: PLC0415 (as above)
        from heliograph.frame.menu import Entry, SiteEntry, register, register_site  # noqa: PLC0415 (as above)

        register_topic(BULLETIN)
        register_site(SiteEntry(_("Archive"), "bulletin:archive", 20))
        register(Entry(_("Issues"), "bulletin:desk_issues", 20, may_edit))
        register(Entry(_("Import"), "bulletin:desk_import", 30, may_edit))
        register_personal()
        register_documents()
        say(MADE, pgettext_lazy("log", "made of a proposal of the bulletin"))
