"""Remote paths rendered from templates, and what they refuse to become."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from antavo_export.config.target_checks import SAMPLE
from antavo_export.config.templates import render_path
from antavo_export.errors import PathTemplateError

MOMENT = datetime(2027, 3, 1, 0, 30, tzinfo=ZoneInfo("Europe/Budapest"))


def test_a_moment_is_formatted_in_the_zone_it_comes_in() -> None:
    path = render_path("/in/{{ run_moment | date('%Y%m%d_%H%M') }}.csv", {"run_moment": MOMENT})

    assert path == "/in/20270301_0030.csv"


def test_a_value_cannot_change_the_folder() -> None:
    variables = {"export": "../../etc/passwd", "run_id": "manual__2027-03-01T00:30:00+01:00"}

    assert render_path("/in/{{ export }}.csv", variables) == "/in/.._.._etc_passwd.csv"
    assert render_path("{{ run_id }}.csv", variables) == "manual__2027-03-01T00_30_00+01_00.csv"


@pytest.mark.parametrize(
    "template",
    [
        "",
        "/in/",
        "/in/..",
        "/in/../../etc/cron.d/x",
        "~/x.csv",
        "/in\\x.csv",
        "/in/x\n.csv",
        "/in/x\x00.csv",
        "/in/" + "x" * 201,
        "/in/{{ nobody_knows }}.csv",
        "/in/{{ export",
        "/in/{{ export.__class__.__mro__ }}.csv",
        "/in/{{ run_moment | date(5) }}.csv",
        "/in/{{ 1 // 0 }}.csv",
    ],
)
def test_what_is_not_a_path_to_a_file_is_refused(template: str) -> None:
    with pytest.raises(PathTemplateError):
        render_path(template, {"export": "weekly", "run_moment": MOMENT})


@pytest.mark.parametrize(
    "template",
    [
        "{{ '{} {}'.format(run_number) }}",
        "{{ '%(x)s' % {} }}",
        "{{ 'a'.encode('foo') }}",
        "{{ export|truncate(-5) }}",
        "{{ export|dictsort }}",
        "{{ cycler() }}",
        f"{{{{ {'(' * 300}1{')' * 300} }}}}",
    ],
)
def test_a_template_that_fails_in_whatever_way_is_a_mistake_of_the_path(template: str) -> None:
    with pytest.raises(PathTemplateError, match="it cannot be filled in"):
        render_path(template, SAMPLE)


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}x.csv",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}.csv",
        "{% if export %}{% for c in export %}{{ c }}{% endfor %}{% endif %}.csv",
        "{% include '/etc/passwd' %}.csv",
        "{% block a %}{{ self.a() }}{% endblock %}.csv",
        "{{ 9 ** 9 ** 9 ** 9 }}.csv",
    ],
)
def test_a_path_that_may_never_end_is_refused_unrendered(template: str) -> None:
    with pytest.raises(PathTemplateError, match="a path may"):
        render_path(template, SAMPLE)


def test_the_message_names_the_template_and_the_reason() -> None:
    with pytest.raises(PathTemplateError, match=r"\{\{ exprt \}\}.*variable 'exprt'"):
        render_path("/in/{{ exprt }}.csv", {"export": "weekly"})


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/in/{{ export }}-{{ export }}.csv", "/in/weekly-weekly.csv"),
        ("/in/{{ export -}}   .csv", "/in/weekly.csv"),
        ("/in/  {{- export }}.csv", "/in/weekly.csv"),
        ("/in/{{ '}}' }}{{ export }}.csv", "/in/}}weekly.csv"),
        ("/in/{% set name = export %}{{ name }}.csv", "/in/weekly.csv"),
        ("/in/{% set name %}{{ export }}{% endset %}{{ name }}.csv", "/in/weekly.csv"),
        ("/in/{% if export == 'weekly' %}w{% else %}x{% endif %}.csv", "/in/w.csv"),
        ("/in/{# a remark #}{{ export }}.csv", "/in/weekly.csv"),
        ("/in/{{ {'name': export}['name'] }}.csv", "/in/weekly.csv"),
        ("/in/{% raw %}{{ export }}{% endraw %}.csv", "/in/{{ export }}.csv"),
        ("/in/{export}_{{ export }}.csv", "/in/{export}_weekly.csv"),
    ],
)
def test_a_template_means_what_it_means_to_jinja_as_a_whole(template: str, path: str) -> None:
    assert render_path(template, {"export": "weekly"}) == path


@pytest.mark.parametrize(
    ("written", "meant"), [("run_nubmer", "run_number"), ("sequnce", "sequence")]
)
def test_a_misspelt_number_is_answered_with_the_right_one(written: str, meant: str) -> None:
    with pytest.raises(PathTemplateError, match=f"did you mean '?{meant}"):
        render_path(f"/in/{{{{ {written} }}}}.csv", SAMPLE)


def test_a_number_has_the_digits_that_are_asked_for() -> None:
    assert render_path("{{ '%05d' % run_number }}.csv", {**SAMPLE, "run_number": 42}) == "00042.csv"
