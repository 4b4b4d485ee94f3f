from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import Entry, SiteEntry, register, register_site


class HomeConfig(AppConfig):
    name = "heliograph.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heliograph.calls.rules import may_organize  # noqa: PLC0415 (app registry: models are loaded by now)
        from heliograph.network.rules import may_manage  # noqa: PLC0415 (as above)

        register(Entry(_("Needs you"), "home:desk", 10, lambda person: may_manage(person) or may_organize(person)))
        register_site(SiteEntry(_("Bulletin"), "home:front", 10))
