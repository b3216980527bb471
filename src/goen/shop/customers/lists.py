"""The list of customers: what it shows, by what it is filtered, what is done to many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goen.japanese import kana_key
from goen.shop.customers import registry
from goen.shop.customers.facts import FACTS as MORE_FACTS
from goen.shop.customers.models import Customer, Tag, Tagging
from goen.shop.customers.operations import assign_owner, tag_customers, trash_customers
from goen.shop.staff.models import Staff
from goen.shop.ui.clock import now
from goen.shop.ui.lists import (
    Asking,
    BulkAction,
    Column,
    Comparison,
    Fact,
    ListPage,
    Tab,
    names_of,
)
from goen.shop.ui.lists import declare as add_to_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

NAME = "customers"


def _rows(_request: HttpRequest) -> QuerySet[Customer]:
    return Customer.objects.live()


def counted(count: int) -> str:
    """How many customers, in words."""
    return ngettext("%(count)s customer", "%(count)s customers", count) % {"count": f"{count:,}"}


CUSTOMERS = ListPage(
    name=NAME,
    title=_("Customers"),
    url_name="customers",
    rows=_rows,
    first_sort="name",
    counted=counted,
    tabs=(
        Tab("mine", _("Mine"), {"join": "and", "items": [{"fact": "owner", "op": "me"}]}),
        Tab(
            "nobody",
            _("Without an owner"),
            {"join": "and", "items": [{"fact": "owner", "op": "empty"}]},
        ),
    ),
    actions="customers/_list_actions.html",
    empty="customers/_list_empty.html",
    row_url=lambda row: reverse("customer", args=[row.pk]),
)


def _marks(rows: Sequence[Customer]) -> Mapping[int, Sequence[tuple[str, Any]]]:
    return registry.marks_of([row.pk for row in rows], in_list=True)


COLUMNS = (
    Column(
        "name",
        _("Customers"),
        lambda row, _marks: row.name,
        order=1,
        gather=_marks,
        sort=("kana_key",),
        template="customers/_cell_name.html",
        prefetch=("phones",),
        within=("kana", "code"),
    ),
    Column(
        "code",
        _("Customer number"),
        lambda row, _all: row.code,
        "code",
        2,
        default=False,
        sort=("code",),
    ),
    Column("kana", _("Kana"), lambda row, _all: row.kana, order=3, default=False),
    Column(
        "kind",
        _("Person or company"),
        lambda row, _all: row.get_kind_display(),
        order=4,
        default=False,
    ),
    Column("stage", _("Stage"), lambda row, _all: row.get_stage_display(), order=12),
    Column(
        "owner",
        _("Owner"),
        lambda row, _all: row.owner.name if row.owner else None,
        order=10,
        select=("owner",),
    ),
    Column(
        "last_touch",
        _("Last contact"),
        lambda row, _all: row.last_touch_at,
        "moment",
        20,
        sort=("last_touch_at",),
        narrow="last",
    ),
    Column(
        "next_action",
        _("Next action"),
        lambda row, _all: row.next_action_on,
        "day",
        30,
        sort=("next_action_on",),
        narrow="sum",
    ),
    Column(
        "phones",
        _("Telephone"),
        lambda row, _all: [phone.number for phone in row.phones.all()],
        "code",
        40,
        prefetch=("phones",),
        template="customers/_cell_phones.html",
        optional=True,
    ),
    Column(
        "emails",
        _("E-mail"),
        lambda row, _all: [email.address for email in row.emails.all()],
        "code",
        42,
        default=False,
        prefetch=("emails",),
        template="customers/_cell_many.html",
    ),
    Column(
        "addresses",
        _("Address"),
        lambda row, _all: [str(one) for one in row.addresses.all()],
        order=44,
        default=False,
        prefetch=("addresses",),
        template="customers/_cell_many.html",
    ),
    Column(
        "tags",
        _("Tags"),
        lambda row, _all: [tag.name for tag in row.tags.all()],
        order=46,
        prefetch=("tags",),
        template="customers/_cell_tags.html",
        optional=True,
    ),
    Column("birthday", _("Birthday"), lambda row, _all: row.birthday, "day", 50, default=False),
    Column("source", _("How they came"), lambda row, _all: row.source, order=52, default=False),
    Column(
        "corporate_number",
        _("Corporate number"),
        lambda row, _all: row.corporate_number,
        "code",
        53,
        default=False,
    ),
    Column(
        "invoice_number",
        _("Invoice number"),
        lambda row, _all: row.invoice_number,
        "code",
        54,
        default=False,
    ),
    Column(
        "parent",
        _("Head office"),
        lambda row, _all: row.parent.name if row.parent else None,
        order=55,
        default=False,
        select=("parent",),
    ),
    Column(
        "created",
        _("Entered"),
        lambda row, _all: row.created_at,
        "moment",
        60,
        default=False,
        sort=("created_at",),
    ),
    Column(
        "updated",
        _("Changed"),
        lambda row, _all: row.updated_at,
        "moment",
        62,
        default=False,
        sort=("updated_at",),
    ),
)


def _tag_choices() -> Sequence[tuple[str, str]]:
    return [(str(tag.pk), tag.name) for tag in Tag.objects.order_by("name")[:500]]


def _tagged(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    return Q(Exists(Tagging.objects.filter(customer=OuterRef("pk"), tag__in=list(values))))


def _not_tagged(fact: Fact, values: Sequence[Any], asking: Asking) -> Q:
    return ~_tagged(fact, values, asking)


def _kana_starts(_fact: Fact, values: Sequence[Any], _asking: Asking) -> Q:
    return Q(kana_key__startswith=kana_key(text=str(values[0])))


FACTS = (
    Fact("owner", _("Owner"), "staff", "owner", names_of(Staff), order=1),
    Fact("stage", _("Stage"), "choice", "stage", lambda: Customer.Stage.choices, order=2),
    Fact("kind", _("Person or company"), "choice", "kind", lambda: Customer.Kind.choices, order=3),
    Fact("last_touch", _("Last contact"), "moment", "last_touch_at", order=4),
    Fact("next_action", _("Next action"), "day", "next_action_on", order=5),
    Fact(
        "tags",
        _("Tags"),
        "own",
        choices=_tag_choices,
        order=6,
        own=(
            Comparison("in", _("is one of"), "choices", _tagged),
            Comparison("not_in", _("is none of"), "choices", _not_tagged),
        ),
    ),
    Fact("name", _("Name"), "text", "name", order=7),
    Fact(
        "kana",
        _("Kana"),
        "own",
        order=8,
        own=(Comparison("starts", _("begins with"), "text", _kana_starts),),
    ),
    Fact("code", _("Customer number"), "text", "code", order=9),
    Fact("birthday", _("Birthday"), "day", "birthday", order=14),
    Fact("source", _("How they came"), "text", "source", order=15),
    Fact("memo", _("Memo"), "text", "memo", order=16),
    Fact("created", _("Entered"), "moment", "created_at", order=17),
    Fact("updated", _("Changed"), "moment", "updated_at", order=18),
    *MORE_FACTS,
)


class OwnerForm(forms.Form):
    """Who looks after the customers from now on."""

    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=Staff.objects.none(), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Staff.objects.filter(is_active=True).order_by("pk")


class TagForm(forms.Form):
    """Tags to give or to take away."""

    add = forms.CharField(label=_("Give these tags"), required=False, max_length=200)
    remove = forms.CharField(label=_("Take these tags away"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """The tags, divided at commas."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("add", "remove"):
            words = str(cleaned.get(name, "")).replace("、", ",").replace("，", ",").split(",")
            cleaned[name] = [word.strip()[:40] for word in words if word.strip()]
        if not cleaned["add"] and not cleaned["remove"]:
            raise forms.ValidationError(_("Write at least one tag."))
        return cleaned


def _assign(by: Staff, ids: Sequence[int], values: Mapping[str, Any], group: UUID) -> None:
    assign_owner(by=by, customer_ids=ids, owner=values["owner"], now=now(), group=group)


def _tag(by: Staff, ids: Sequence[int], values: Mapping[str, Any], group: UUID) -> None:
    tag_customers(
        by=by,
        customer_ids=ids,
        add=values["add"],
        remove=values["remove"],
        now=now(),
        group=group,
    )


def _trash(by: Staff, ids: Sequence[int], _values: Mapping[str, Any], group: UUID) -> None:
    trash_customers(by=by, customer_ids=ids, now=now(), group=group)


def _assigned(count: int) -> str:
    return ngettext(
        "Changed the owner of %(count)s customer.",
        "Changed the owner of %(count)s customers.",
        count,
    ) % {"count": f"{count:,}"}


def _tags_changed(count: int) -> str:
    return ngettext(
        "Changed the tags of %(count)s customer.", "Changed the tags of %(count)s customers.", count
    ) % {"count": f"{count:,}"}


def _trashed(count: int) -> str:
    return ngettext(
        "Moved %(count)s customer to the trash. It can be restored for 30 days.",
        "Moved %(count)s customers to the trash. They can be restored for 30 days.",
        count,
    ) % {"count": f"{count:,}"}


def declare() -> None:
    """Tell the lists what this room knows; called once, when Django is ready."""
    bulk = (
        BulkAction(
            "assign", _("Choose the owner"), "user", "BULK", _assign, _assigned, OwnerForm, 10
        ),
        BulkAction("tag", _("Tags"), "tag", "BULK", _tag, _tags_changed, TagForm, 20),
        BulkAction("trash", _("To the trash"), "trash", "BULK", _trash, _trashed, None, 90),
    )
    add_to_list(NAME, columns=COLUMNS, facts=FACTS, bulk=bulk)
