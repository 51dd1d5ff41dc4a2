-- What filters and computed fields look things up by. Made after the tables are filled, which is
-- several times faster than keeping them up to date row by row.

CREATE INDEX segment_members_by_segment ON loyalty.segment_members (segment, customer);

CREATE INDEX customers_by_status ON loyalty.customers (status);
CREATE INDEX customers_by_email ON loyalty.customers (email);
CREATE INDEX customers_by_created_at ON loyalty.customers (created_at);
CREATE INDEX customers_by_updated_at ON loyalty.customers (updated_at);
CREATE INDEX customers_by_last_login_at ON loyalty.customers (last_login_at);

CREATE INDEX events_by_timestamp ON loyalty.events ("timestamp");
CREATE INDEX events_by_customer ON loyalty.events (customer, "timestamp");

-- challenges.completions and challenges.completed_customers
CREATE INDEX events_by_activity ON loyalty.events ((properties ->> 'activity'), customer)
WHERE action = 'activity';

-- rewards.claims
CREATE INDEX events_by_reward ON loyalty.events ((properties ->> 'reward'))
WHERE action = 'point_spend';

-- The counters of coupon_pools
CREATE INDEX coupons_by_pool ON loyalty.coupons (pool);
CREATE INDEX coupons_by_customer ON loyalty.coupons USING gin (customer);
CREATE INDEX coupons_by_created_at ON loyalty.coupons (created_at);
CREATE INDEX coupons_by_expiration_date ON loyalty.coupons (expiration_date);

CREATE INDEX changes_by_created_at ON loyalty.changes (created_at);
CREATE INDEX content_approvals_by_status ON loyalty.content_approvals (status, created_at);
CREATE INDEX webhook_logs_by_created_at ON loyalty.webhook_logs (created_at);
CREATE INDEX webhook_logs_by_status ON loyalty.webhook_logs (status, created_at);
