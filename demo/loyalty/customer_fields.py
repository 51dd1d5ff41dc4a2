"""What is known about the attributes of customers: the catalogue's own, and some custom ones."""

from collections.abc import Iterator

from antavo_export.catalog import load_catalog
from antavo_export.field_types import FieldType
from demo.loyalty.dice import Dice
from demo.loyalty.people import USERS
from demo.loyalty.plan import Plan
from demo.loyalty.table import Row

_KINDS = {
    FieldType.STRING: "string",
    FieldType.INTEGER: "numeric",
    FieldType.DECIMAL: "numeric",
    FieldType.DATE: "date",
    FieldType.DATETIME: "datetime",
    FieldType.ENUM: "select",
    FieldType.LIST: "list",
}
_FORMATS = {"email": "email", "mobile_phone": "phone", "website": "url", "anniversary": "date"}
_CUSTOM = (
    ("shoe_size", "Shoe size", "numeric"), ("newsletter", "Newsletter", "boolean"),
    ("favourite_store", "Favourite store", "select"), ("note", 'Note "internal"', "string"),
    ("interests", "Interests; several", "multiple_choice"), ("avatar", "Avatar", "image"),
    ("website", "Website", "url"), ("anniversary", "Évforduló", "string"),
)  # fmt: skip
_OPTIONS = {"favourite_store": ["HU-01", "ONLINE"], "interests": ["running", "hiking, climbing"]}


def rows(plan: Plan) -> Iterator[Row]:
    """Yield a row per attribute of customers that is neither nested nor a family."""
    dice = Dice(plan.seed, "customer_fields")
    position = 0
    for field in load_catalog().model("customers").fields.values():
        if field.type in _KINDS:
            position += 1
            yield {
                **_attribute(field.name, field.name.replace("_", " ").strip().capitalize()),
                "description": field.description,
                "type": _KINDS[field.type],
                "built_in": True,
                "possible_values": list(field.values) or None,
                "read_only": field.read_only,
                "computed": field.computed,
                "mandatory": field.mandatory,
                **_history(plan, dice, position),
            }
    for name, label, kind in _CUSTOM:
        position += 1
        yield {
            **_attribute(name, label),
            "description": dice.pick((None, "", "Ask at the till.\nNever guess.")),
            "type": kind,
            "built_in": False,
            "possible_values": _OPTIONS.get(name),
            "read_only": False,
            "computed": False,
            "mandatory": False,
            **_history(plan, dice, position),
        }


def _attribute(name: str, label: str) -> Row:
    return {
        "id": name,
        "label": label,
        "default": "false" if name == "newsletter" else None,
        "format": _FORMATS.get(name),
        "tags": ["searchable", "external_id"] if name == "membership_id" else [],
    }


def _history(plan: Plan, dice: Dice, position: int) -> Row:
    created = dice.moment(plan.start, plan.end)
    return {
        "status": ("active", "active", "active", "inactive", "archived")[position % 5],
        "position": position,
        "created_at": created,
        "updated_at": dice.pick((None, dice.moment(created, plan.end))),
        "created_by": dice.pick((None, *USERS)),
    }
