"""The whole form of a customer: its parts, its rows, the sections of other rooms.

Buttons named `do` change the form without saving it, so that it works without JavaScript too:
`add:phones`, `drop:phones:1`, `kind`, `postal:0` (fill the address), `fix:birthday:1989/1/8`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from goen import japanese
from goen.shop.customers import registry
from goen.shop.customers.forms.parts import ROWS, CompanyPart, MainPart, Part, PersonPart, Row
from goen.shop.customers.models import Customer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django import forms
    from django.forms import BoundField
    from django.http import QueryDict

    from goen.shop.customers.registry import FormSection
    from goen.shop.customers.snapshot import Values
    from goen.shop.staff.models import Staff

_MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Section:
    """A section of another room with its part of the form."""

    of: FormSection
    form: Part


@dataclass
class CustomerForm:
    """All parts of the form of one customer (`customer` None: a new one)."""

    kind: str
    by: Staff
    customer: Customer | None
    main: MainPart
    rows: dict[str, list[Row]]
    primary: dict[str, int]
    sections: list[Section]
    problems: list[str] = field(default_factory=list)

    @property
    def is_company(self) -> bool:
        """Whether this is the form of a company."""
        return self.kind == Customer.Kind.COMPANY

    @property
    def parts(self) -> Iterator[Part]:
        """Every part, in the order of the page."""
        yield self.main
        for rows in self.rows.values():
            yield from rows
        for section in self.sections:
            yield section.form

    @property
    def asks_more(self) -> bool:
        """Whether more than the name is needed."""
        return any(f.required for section in self.sections for f in section.form.fields.values())

    def shown_of(self, values: Values) -> Values:
        """Those of `values` that this form shows; what its reader may not see is left out."""
        shown = {"kind", *self.main.fields, *self.rows}
        sections = {
            section.of.name: {
                name: value
                for name, value in values.get("sections", {}).get(section.of.name, {}).items()
                if name in section.form.fields
            }
            for section in self.sections
        }
        return {**{k: v for k, v in values.items() if k in shown}, "sections": sections}

    def be_quiet(self) -> None:
        """Tell no errors: the form was changed, not sent."""
        for part in self.parts:
            part.quiet = True

    def focus(self, do: str) -> None:
        """Put the cursor where the work goes on after the form was changed."""
        what, *rest = do.split(":", 2)
        found: BoundField | None = None
        if what == "add" and rest and self.rows.get(rest[0]):
            row = self.rows[rest[0]][-1]
            found = row[row.telling[0]]
        elif what == "postal":
            found = next(
                (row["street"] for row in self.rows["addresses"][_number(rest[0]) :]), None
            )
        elif what == "kind":
            found = self.main["name"]
        elif what == "fix" and rest:
            fields = (part[name] for part in self.parts for name in part.fields)
            found = next((field for field in fields if field.html_name == rest[0]), None)
        if found is not None:
            found.field.widget.attrs["autofocus"] = True

    def is_valid(self) -> bool:
        """Whether every part could be understood."""
        valid = not [part for part in self.parts if not part.is_valid()]
        for section in self.sections if valid else []:
            try:
                cleaned = section.of.clean(
                    kind=self.kind, customer=self.customer, values=section.form.cleaned_data
                )
            except ValidationError as error:
                section.form.add_error(None, error)
                valid = False
            else:
                section.form.cleaned_data = dict(cleaned)
        return valid

    def values(self) -> Values:
        """What was understood, as the operations take it."""
        values: Values = {"kind": self.kind, **self.main.values()}
        for name, rows in self.rows.items():
            kept = [(n, row) for n, row in enumerate(rows) if not row.is_blank()]
            values[name] = [
                {**row.cleaned_data, "primary": n == self.primary[name]} for n, row in kept
            ]
        values["sections"] = {
            section.of.name: section.form.cleaned_data for section in self.sections
        }
        return values

    def take(self, error: ValidationError) -> None:
        """Show what an operation refused beside the fields that it names."""
        for name, messages in error.message_dict.items():
            part = next((part for part in self.parts if name in part.fields), None)
            if part is None or name == NON_FIELD_ERRORS:
                self.problems += messages
            else:
                part.add_error(name, messages)

    def errors(self) -> list[tuple[str, str, str]]:
        """Every error: id of the field, its label, what is wrong."""
        found = [("", "", words) for words in self.problems]
        for part in self.parts:
            for name, messages in part.errors.items():
                bound = part[name] if name in part.fields else None
                where = ("", "")
                if bound:
                    where = (bound.id_for_label or bound.auto_id, str(bound.label))
                found += [(*where, str(words)) for words in messages]
        return found


def from_values(*, by: Staff, customer: Customer | None, kind: str, values: Values) -> CustomerForm:
    """The form of what is kept, with one empty row where there is none."""
    initial = {**values, "tags": "、".join(values.get("tags", []))}
    if values.get("birthday"):
        initial["birthday"] = values["birthday"].replace("-", "/")
    part = CompanyPart if kind == Customer.Kind.COMPANY else PersonPart
    rows, primary = {}, {}
    for name in _row_names(kind):
        given = values.get(name) or [{}]
        rows[name] = [
            ROWS[name](initial=_joined(row), prefix=f"{name}-{number}")
            for number, row in enumerate(given)
        ]
        primary[name] = next((n for n, row in enumerate(given) if row.get("primary")), 0)
    kept = values.get("sections", {})
    sections = [
        Section(section, _section_form(section, kind, customer, by, initial=kept))
        for section in registry.form_sections
    ]
    return CustomerForm(kind, by, customer, part(initial=initial), rows, primary, _shown(sections))


def from_post(*, by: Staff, customer: Customer | None, data: Mapping[str, Any]) -> CustomerForm:
    """The form of what a browser sent."""
    kind = str(data.get("kind", Customer.Kind.PERSON))
    if kind not in Customer.Kind.values:
        kind = Customer.Kind.PERSON.value
    part = CompanyPart if kind == Customer.Kind.COMPANY else PersonPart
    rows, primary, kept = {}, {}, _kept(customer)
    for name in _row_names(kind):
        count = _number(data.get(f"{name}-count"))
        rows[name] = [ROWS[name](data, prefix=f"{name}-{n}") for n in range(count)]
        primary[name] = _number(data.get(f"{name}-primary"))
        for row in rows[name]:
            row.kept = kept
    sections = [
        Section(section, _section_form(section, kind, customer, by, data=data))
        for section in registry.form_sections
    ]
    return CustomerForm(kind, by, customer, part(data), rows, primary, _shown(sections))


def _kept(customer: Customer | None) -> frozenset[str]:
    """The telephone numbers and postal codes that the customer has now."""
    if customer is None:
        return frozenset()
    codes = customer.addresses.values_list("postal_code", flat=True)
    return frozenset(customer.phones.values_list("number", flat=True)) | frozenset(codes)


def _shown(sections: list[Section]) -> list[Section]:
    """Sections that have a field for this kind of customer."""
    return [section for section in sections if section.form.fields]


def _row_names(kind: str) -> list[str]:
    return [name for name in ROWS if name != "contacts" or kind == Customer.Kind.COMPANY]


def _joined(row: Values) -> Values:
    """The row with lists as text in one line."""
    return {k: "、".join(v) if isinstance(v, list) else v for k, v in row.items()}


def _section_form(
    section: FormSection,
    kind: str,
    customer: Customer | None,
    by: Staff,
    *,
    data: Mapping[str, Any] | None = None,
    initial: Mapping[str, Values] | None = None,
) -> Part:
    """The fields of a section as a part of the form."""
    form = Part(data, prefix=section.name, initial=(initial or {}).get(section.name))
    fields: Mapping[str, forms.Field] = section.fields(kind=kind, customer=customer, by=by)
    form.fields.update(fields)
    return form


def _number(text: Any, *, most: int = _MOST_ROWS) -> int:
    try:
        return max(0, min(int(text), most))
    except (TypeError, ValueError):
        return 0


def changed(data: QueryDict) -> QueryDict:
    """What a browser sent, after the change that its button `do` asks for."""
    data = data.copy()
    what, *rest = str(data.get("do", "")).split(":", 2)
    if what == "add" and rest and rest[0] in ROWS:
        count = _number(data.get(f"{rest[0]}-count"), most=_MOST_ROWS - 1)
        data[f"{rest[0]}-count"] = str(count + 1)
    elif what == "drop" and len(rest) == 2 and rest[0] in ROWS:
        _drop(data, name=rest[0], number=_number(rest[1]))
    elif what == "postal" and rest:
        _fill_address(data, number=_number(rest[0]))
    elif what == "fix" and len(rest) == 2:
        data[rest[0]] = rest[1]
    return data


def _drop(data: QueryDict, *, name: str, number: int) -> None:
    """Leave one row out; those below it move up, and so does the mark of the primary."""
    count = _number(data.get(f"{name}-count"))
    if number >= count:
        return
    for position in range(number, count):
        for field_name in ROWS[name].base_fields:
            below = data.get(f"{name}-{position + 1}-{field_name}")
            if position + 1 < count and below is not None:
                data[f"{name}-{position}-{field_name}"] = below
            else:
                data.pop(f"{name}-{position}-{field_name}", None)
    data[f"{name}-count"] = str(count - 1)
    primary = _number(data.get(f"{name}-primary"))
    if primary == number:
        data[f"{name}-primary"] = "0"
    elif primary > number:
        data[f"{name}-primary"] = str(primary - 1)


def _fill_address(data: QueryDict, *, number: int) -> None:
    """Fill prefecture, city and area from the postal code; what is longer already stays."""
    prefix = f"addresses-{number}"
    code = data.get(f"{prefix}-postal_code", "")
    found = japanese.address_of_postal_code(code=code)
    if found is None:
        return
    data[f"{prefix}-postal_code"] = japanese.postal_display(text=code)
    data[f"{prefix}-prefecture"] = found.prefecture
    data[f"{prefix}-city"] = found.city
    if not data.get(f"{prefix}-street", "").startswith(found.town):
        data[f"{prefix}-street"] = found.town
