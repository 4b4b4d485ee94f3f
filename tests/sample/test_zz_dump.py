import pytest
from datetime import UTC, datetime, timedelta
from heliograph.bulletin.models import *
from heliograph.texts.multilingual import texts_of
from tests.sample.test_calls import people, _own_files
from heliograph.sample.staging import *
from heliograph.calls.models import *
from heliograph.sample.calls import sample_calls
AT = datetime(2026, 1, 14, 9, 0, tzinfo=UTC)
def test_x(people, capsys):
    stage_archive(AT); stage_bulletin(AT); n=stage_answers(AT)
    with capsys.disabled():
        print()
        for i in Item.objects.filter(bindings__isnull=False).distinct():
            print("#", i.issue.number, i.slug, i.action_url, i.action_label); print(texts_of(i.body)["en"]); 
        for w,c in sample_calls(22).items(): print(w, c.slug, c.capacity, c.published_at, c.title, [(d.kind, str(d.until)) for d in c.deadlines.all()], c.responses.count())
