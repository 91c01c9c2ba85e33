-- Forgetting a customer for good: everything that is known of the person goes, and what comes late does not bring it back.

-- The one thing that is kept, because forgetting could not be kept up without it: ids whose late transactions are thrown away. Ids grow
-- in the order of commit, so that whoever passes erasures on can remember the last one.
CREATE TABLE IF NOT EXISTS erased_customers (
  customer_id INT PRIMARY KEY,
  erasure_id BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
  erased_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
);

-- How much was erased in all, for whoever adds up what is stored: sums, which tell of nobody.
CREATE TABLE IF NOT EXISTS erasure_totals (
  only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  customers BIGINT NOT NULL DEFAULT 0,
  transactions BIGINT NOT NULL DEFAULT 0,
  segment_changes BIGINT NOT NULL DEFAULT 0
);

INSERT INTO erasure_totals DEFAULT VALUES ON CONFLICT DO NOTHING;

GRANT SELECT ON erased_customers, erasure_totals TO segmentation_service;
