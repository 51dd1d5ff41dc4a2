-- The tables the shipped data models read, one per model, and three they look things up in.
-- PostgreSQL 14 or later. A brand whose tables are called otherwise says so in an overlay.
--
-- Conventions: IDs are text, whatever made them; moments are timestamptz; amounts and points are
-- numeric(18, 2); lists are text arrays; what is nested or open-ended is jsonb. There are no
-- foreign keys: events outlive the customers, stores and products they name.

CREATE SCHEMA IF NOT EXISTS loyalty;

CREATE TABLE loyalty.users (
    id integer PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL
);

CREATE TABLE loyalty.segments (
    id text PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE loyalty.segment_members (
    customer text NOT NULL,
    segment text NOT NULL,
    PRIMARY KEY (customer, segment)
);

CREATE TABLE loyalty.customers (
    _id text PRIMARY KEY,
    email text,
    first_name text,
    last_name text,
    handler text,
    status text NOT NULL,
    gender text,
    birth_date date,
    language text,
    country text,
    currency text,
    mobile_phone text,
    membership_id text[],
    labels text[],
    group_id text[],
    src text,
    referrer text,
    score numeric(18, 2) NOT NULL DEFAULT 0,
    spent numeric(18, 2) NOT NULL DEFAULT 0,
    reserved numeric(18, 2),
    expired numeric(18, 2),
    pending numeric(18, 2),
    purchase_total numeric(18, 2),
    purchase_count integer,
    purchase_item_count integer,
    purchase_first_date date,
    purchase_last_date date,
    last_earn_date date,
    last_spend_date date,
    last_login_at timestamptz,
    optin_at timestamptz,
    optout_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz,
    tiers jsonb,
    accounts jsonb,
    external_ids jsonb,
    properties jsonb
);

CREATE TABLE loyalty.customer_fields (
    id text PRIMARY KEY,
    label text NOT NULL,
    description text,
    type text NOT NULL,
    built_in boolean NOT NULL,
    "default" text,
    format text,
    possible_values text[],
    tags text[],
    read_only boolean,
    computed boolean,
    mandatory boolean,
    status text,
    position integer,
    created_at timestamptz,
    updated_at timestamptz,
    created_by integer
);

CREATE TABLE loyalty.events (
    _id text PRIMARY KEY,
    customer text NOT NULL,
    action text NOT NULL,
    "timestamp" timestamptz NOT NULL,
    process_timestamp timestamptz,
    points numeric(18, 2),
    used_points numeric(18, 2),
    expdate date,
    expired boolean,
    account text,
    parent text,
    source text,
    admin boolean,
    user_id integer,
    signed boolean,
    hash text,
    cid text,
    ip_address text,
    user_agent text,
    original text,
    snapshot jsonb,
    usages jsonb,
    change jsonb,
    properties jsonb
);

CREATE TABLE loyalty.challenges (
    id text PRIMARY KEY,
    name text NOT NULL,
    description text,
    type text NOT NULL,
    status text NOT NULL,
    points integer,
    account text,
    category text,
    tags text[],
    cta_label text,
    url text,
    image jsonb,
    starts_at timestamptz,
    ends_at timestamptz,
    max_completions integer,
    resettable boolean,
    segments text[],
    lists text[],
    hide_restricted boolean,
    restricted_message text,
    criteria jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz
);

CREATE TABLE loyalty.changes (
    id text PRIMARY KEY,
    created_at timestamptz NOT NULL,
    type text NOT NULL,
    entity_type text NOT NULL,
    entity_id text NOT NULL,
    user_id integer NOT NULL,
    before jsonb,
    after jsonb,
    source text,
    ip_address text,
    user_agent text
);

CREATE TABLE loyalty.content_approvals (
    id text PRIMARY KEY,
    created_at timestamptz NOT NULL,
    created_by integer NOT NULL,
    type text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    name text NOT NULL,
    status text NOT NULL,
    explanation text,
    reviewed_at timestamptz,
    reviewed_by integer,
    before jsonb,
    after jsonb,
    updated_at timestamptz
);

CREATE TABLE loyalty.coupons (
    _id text PRIMARY KEY,
    code text NOT NULL,
    name text,
    type text NOT NULL,
    value numeric(18, 2),
    currency text,
    balance numeric(18, 2),
    min_amount numeric(18, 2),
    min_redemption_value numeric(18, 2),
    purchase_threshold numeric(18, 2),
    customer text[],
    original text,
    pool text,
    parent text,
    aggregated boolean,
    claims integer,
    redeems integer,
    transfers integer,
    created_at timestamptz NOT NULL,
    claimed_at timestamptz,
    redeemed_at timestamptz[],
    expiration_date timestamptz,
    expires_in text,
    invalidated_at timestamptz,
    invalidated_by integer,
    stores text[],
    products text[]
);

CREATE TABLE loyalty.coupon_pools (
    id text PRIMARY KEY,
    external_id text UNIQUE,
    name text NOT NULL,
    source text NOT NULL,
    type text NOT NULL,
    value numeric(18, 2),
    currency text,
    minimum_value numeric(18, 2),
    minimum_redemption_value numeric(18, 2),
    purchase_minimum numeric(18, 2),
    expiration_time text,
    aggregated boolean,
    pattern text,
    products text[],
    stores text[],
    group_id text[],
    pass_template text,
    status text,
    created_at timestamptz,
    updated_at timestamptz
);

CREATE TABLE loyalty.products (
    id text PRIMARY KEY,
    title text NOT NULL,
    description text NOT NULL,
    link text NOT NULL,
    image_link text NOT NULL,
    additional_image_link text[],
    availability text NOT NULL,
    availability_date timestamptz,
    price numeric(18, 2) NOT NULL,
    currency text,
    sale_price numeric(18, 2),
    sale_price_effective_date text,
    brand text,
    gtin text,
    mpn text,
    condition text,
    google_product_category text,
    product_type text,
    item_group_id text,
    color text,
    size text,
    material text,
    age_group text,
    gender text,
    adult boolean,
    shipping_weight numeric(12, 3),
    custom_label_0 text,
    custom_label_1 text,
    custom_label_2 text,
    custom_label_3 text,
    custom_label_4 text,
    created_at timestamptz,
    updated_at timestamptz
);

CREATE TABLE loyalty.rewards (
    id text PRIMARY KEY,
    name text NOT NULL,
    description text NOT NULL,
    type text NOT NULL,
    status text NOT NULL,
    price integer NOT NULL,
    cost numeric(18, 2),
    category text,
    account text,
    starts_at timestamptz,
    ends_at timestamptz,
    stock integer,
    max_claims integer,
    repeat_interval text,
    segments text[],
    stores text[],
    coupon_pool text,
    claim_button_label text,
    redeem_instructions text,
    terms text,
    restricted_message text,
    hide_restricted boolean,
    hidden boolean,
    display_coming_soon boolean,
    countdown_until_start boolean,
    countdown_until_end boolean,
    notifications boolean,
    user_notifications boolean,
    transferable boolean,
    transfer_limit integer,
    transfer_points integer,
    transfer_coupon_expiration text,
    transfer_coupon_expires_in text,
    created_at timestamptz,
    updated_at timestamptz
);

CREATE TABLE loyalty.stores (
    id text PRIMARY KEY,
    name text NOT NULL,
    "group" text,
    currency text,
    country text,
    county text,
    state text,
    zip text,
    city text,
    address text,
    latitude numeric(9, 6),
    longitude numeric(9, 6),
    status text,
    phone text,
    timezone text,
    created_at timestamptz,
    updated_at timestamptz
);

CREATE TABLE loyalty.webhook_logs (
    id text PRIMARY KEY,
    created_at timestamptz NOT NULL,
    action text NOT NULL,
    customer text,
    status text NOT NULL,
    response_code integer,
    retries integer,
    trusted_site text,
    path text,
    source text,
    method text,
    content_type text,
    request_headers jsonb,
    request_body text,
    response_body text,
    error text,
    duration_ms integer,
    workflow text,
    finished_at timestamptz
);
