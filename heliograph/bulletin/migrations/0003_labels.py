"""The labels that bulletins of this kind use most, with their translations."""

from django.db import migrations
from i18nfield.strings import LazyI18nString

LABELS = {
    "invitation": ("Invitation", "Invitation", "Invitación", "دعوة"),
    "reminder": ("Reminder", "Rappel", "Recordatorio", "تذكير"),
    "call-for-participation": ("Call for participation", "Appel à participation", "Llamado a la participación", "دعوة إلى المشاركة"),
    "call-for-partners": ("Call for partners", "Appel à partenaires", "Convocatoria de socios", "دعوة إلى الشراكة"),
    "call-for-contributions": ("Call for contributions", "Appel à contributions", "Convocatoria de contribuciones", "دعوة إلى المساهمة"),
    "call-for-applications": ("Call for applications", "Appel à candidatures", "Convocatoria de candidaturas", "دعوة إلى تقديم الطلبات"),
    "new-publication": ("New publication", "Nouvelle publication", "Nueva publicación", "منشور جديد"),
    "new-resource": ("New resource", "Nouvelle ressource", "Nuevo recurso", "مورد جديد"),
    "webinar": ("Webinar", "Webinaire", "Seminario web", "ندوة عبر الإنترنت"),
    "event": ("Event", "Événement", "Evento", "فعالية"),
    "consultation": ("Consultation", "Consultation", "Consulta", "استشارة"),
    "survey": ("Survey", "Enquête", "Encuesta", "استبيان"),
    "news": ("News", "Actualités", "Noticias", "أخبار"),
    "information": ("Information", "Information", "Información", "معلومات"),
    "save-the-date": ("Save the date", "Date à retenir", "Reserve la fecha", "احفظوا الموعد"),
    "international-day": ("International day", "Journée internationale", "Día internacional", "يوم دولي"),
}


def add_labels(apps, schema_editor):
    label = apps.get_model("bulletin", "Label")
    for key, names in LABELS.items():
        name = LazyI18nString(dict(zip(("en", "fr", "es", "ar"), names)))
        label.objects.get_or_create(key=key, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("bulletin", "0002_initial")]

    operations = [migrations.RunPython(add_labels, migrations.RunPython.noop)]
