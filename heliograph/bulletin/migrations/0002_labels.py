"""The labels that bulletins of this kind use most, with their translations."""

from django.db import migrations
from i18nfield.strings import LazyI18nString

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")

LABELS = {
    "invitation": ("Invitation", "Invitation", "Invitación", "دعوة", "Приглашение", "邀请"),
    "reminder": ("Reminder", "Rappel", "Recordatorio", "تذكير", "Напоминание", "提醒"),
    "call-for-participation": (
        "Call for participation",
        "Appel à participation",
        "Llamado a la participación",
        "دعوة إلى المشاركة",
        "Приглашение к участию",
        "征集参与",
    ),
    "call-for-partners": (
        "Call for partners",
        "Appel à partenaires",
        "Convocatoria de socios",
        "دعوة إلى الشراكة",
        "Поиск партнёров",
        "征集合作伙伴",
    ),
    "call-for-contributions": (
        "Call for contributions",
        "Appel à contributions",
        "Convocatoria de contribuciones",
        "دعوة إلى المساهمة",
        "Приём материалов",
        "征稿",
    ),
    "call-for-applications": (
        "Call for applications",
        "Appel à candidatures",
        "Convocatoria de candidaturas",
        "دعوة إلى تقديم الطلبات",
        "Приём заявок",
        "征集申请",
    ),
    "new-publication": (
        "New publication",
        "Nouvelle publication",
        "Nueva publicación",
        "منشور جديد",
        "Новая публикация",
        "新出版物",
    ),
    "new-resource": ("New resource", "Nouvelle ressource", "Nuevo recurso", "مورد جديد", "Новые материалы", "新资源"),
    "webinar": ("Webinar", "Webinaire", "Seminario web", "ندوة عبر الإنترنت", "Вебинар", "网络研讨会"),
    "event": ("Event", "Événement", "Evento", "فعالية", "Событие", "活动"),
    "consultation": ("Consultation", "Consultation", "Consulta", "استشارة", "Консультация", "征求意见"),
    "survey": ("Survey", "Enquête", "Encuesta", "استبيان", "Опрос", "调查"),
    "news": ("News", "Actualités", "Noticias", "أخبار", "Новости", "新闻"),
    "information": ("Information", "Information", "Información", "معلومات", "Информация", "信息"),
    "information-sharing": (
        "Information sharing",
        "Partage d’informations",
        "Intercambio de información",
        "تبادل المعلومات",
        "Обмен информацией",
        "信息分享",
    ),
    "save-the-date": (
        "Save the date",
        "Date à retenir",
        "Reserve la fecha",
        "احفظوا الموعد",
        "Запомните дату",
        "敬请留意日期",
    ),
    "international-day": (
        "International day",
        "Journée internationale",
        "Día internacional",
        "يوم دولي",
        "Международный день",
        "国际日",
    ),
}


def add_labels(apps, schema_editor):
    label = apps.get_model("bulletin", "Label")
    for key, names in LABELS.items():
        name = LazyI18nString(dict(zip(LANGUAGES, names, strict=True)))
        label.objects.get_or_create(key=key, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("bulletin", "0001_initial")]

    operations = [migrations.RunPython(add_labels, migrations.RunPython.noop)]
