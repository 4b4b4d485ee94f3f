from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from heliograph.frame.menu import SiteEntry, register_site


class HomeConfig(AppConfig):
    name = "heliograph.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register_site(SiteEntry(_("Bulletin"), "home:front", 10))
