from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "heliograph.sample"
    label = "sample"
    default_auto_field = "django.db.models.BigAutoField"
