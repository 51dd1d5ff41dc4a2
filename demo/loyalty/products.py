"""The product catalogue: shoes, clothes and what goes with them."""

from collections.abc import Iterator
from datetime import timedelta

from demo.loyalty.dice import Dice
from demo.loyalty.plan import Plan
from demo.loyalty.table import Row

COUNT = 400
_KINDS = (
    ("Running shoe", "Shoes > Running", 89), ("Hiking boot", "Shoes > Outdoor", 149),
    ("Sandal", "Shoes > Summer", 39), ("T-shirt", "Clothing > Tops", 19),
    ("Hoodie", "Clothing > Tops", 49), ("Jeans", "Clothing > Trousers", 69),
    ("Rain jacket", "Clothing > Outerwear", 119), ("Socks, 3 pairs", "Clothing > Socks", 12),
    ("Backpack", "Bags", 59), ("Water bottle", "Accessories", 15),
    ('Cap "Classic"', "Accessories", 17),
)  # fmt: skip
_BRANDS = ("Északi", "Nordwind", "Zoë & Co", "Crème", "Peak|Line", "", None)
_COLOURS = ("black", "white", "navy", "bordó", "rosé", "blue/white", None)
_MATERIALS = ("cotton", "wool", "leather", "60% cotton, 40% polyester", None)
_AVAILABILITY = ("in_stock",) * 7 + ("out_of_stock", "preorder", "backorder")
_CONDITIONS = ("new",) * 8 + ("refurbished", "used")
_AGES = ("adult",) * 6 + ("newborn", "infant", "toddler", "kids")


def identifier(number: int) -> str:
    """Return the ID of a product, counted from 1."""
    return f"P{number:05}"


def rows(plan: Plan) -> Iterator[Row]:
    """Yield ``COUNT`` products, numbered from 1."""
    dice = Dice(plan.seed, "products")
    for number in range(1, COUNT + 1):
        yield _row(plan, dice, number)


def _row(plan: Plan, dice: Dice, number: int) -> Row:
    title, category, price = dice.pick(_KINDS)
    created = dice.moment(plan.start, plan.end)
    address = f"https://shop.example.com/products/{number}"
    return {
        "id": identifier(number),
        "title": f"{title} {dice.whole(100, 999)}",
        "description": f"{title} for every day.\nCare: wash at 30 °C; do not tumble dry.",
        "link": address,
        "image_link": f"{address}/front.jpg",
        "additional_image_link": [f"{address}/{view}.jpg" for view in dice.some("abc", 3)],
        "price": round(price * (0.7 + dice.fraction() * 0.8), 2),
        "currency": "EUR",
        "brand": dice.pick(_BRANDS),
        "gtin": dice.pick((f"{dice.whole(10**12, 10**13 - 1)}", None)),
        "mpn": f"{dice.hexadecimal(6).upper()}",
        "condition": dice.pick(_CONDITIONS),
        "google_product_category": dice.pick(("187", "Apparel & Accessories > Shoes", None)),
        "product_type": category,
        "item_group_id": f"G{number // 4:04}",
        "color": dice.pick(_COLOURS),
        "size": dice.pick(("S", "M", "L", "38", "42.5", None)),
        "material": dice.pick(_MATERIALS),
        "age_group": dice.pick(_AGES),
        "gender": dice.pick(("male", "female", "unisex")),
        "adult": dice.pick((False, False, False, None)),
        "shipping_weight": round(0.1 + dice.fraction() * 3, 3),
        **{f"custom_label_{index}": dice.pick((None, "", "autumn", "sale")) for index in range(5)},
        "created_at": created,
        "updated_at": dice.moment(created, plan.end),
        **_offer(plan, dice),
    }


def _offer(plan: Plan, dice: Dice) -> Row:
    """Return whether the product can be had, and its sale if it is on sale."""
    availability = dice.pick(_AVAILABILITY)
    sale_begins = plan.end - timedelta(days=dice.whole(0, 30))
    sale_ends = sale_begins + timedelta(days=14)
    on_sale = dice.chance(0.2)
    return {
        "availability": availability,
        "availability_date": plan.end + timedelta(days=20) if availability == "preorder" else None,
        "sale_price": round(5 + dice.fraction() * 10, 2) if on_sale else None,
        "sale_price_effective_date": (
            f"{sale_begins:%Y-%m-%dT%H:%MZ}/{sale_ends:%Y-%m-%dT%H:%MZ}" if on_sale else None
        ),
    }
