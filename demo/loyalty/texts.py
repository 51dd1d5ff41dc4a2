"""Texts that people do write and that break careless exports."""

# Separators, quotes, line ends, tabs, backslashes, wide characters, right-to-left text, text that
# looks like a number, a NULL or a formula, and white space at either end.
AWKWARD = [
    'Asked for "extra crispy", twice',
    "Prefers mornings; never call after 18:00",
    "First line\nsecond line",
    "Windows line\r\nnext line, with a comma",
    "C:\\Temp\\loyalty\\new",
    "Tab\tin the middle",
    "Sizes 38|39|40",
    "It's her sister's card, isn't it?",
    "Nagyon elégedett, köszöni szépen! 🎉",
    "家族で利用 👨‍👩‍👧‍👦",
    "عميلة دائمة منذ سنوات",
    "NULL",
    "\\N",
    "007",
    "1e5",
    "=SUM(A1:A9)",
    "-5 °C and he still came",
    "  wants a quiet table  ",
    '"',
    ";",
    "",
]

USER_AGENTS = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:136.0) Gecko/20100101 Firefox/136.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36",
    "LoyaltyApp/4.2 (Android 15; Pixel 9)",
    "shop-backend/2.11 (+https://shop.example.com)",
]
