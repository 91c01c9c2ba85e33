-- When a transaction was stored, by the database's clock. What is new is told by it, because ids are the senders' and need not grow. Not now():
-- a batch may have waited for a lock since it began. Rows from before have no such moment. The index is one entry for many pages, as rows come
-- in its order.
ALTER TABLE live_transaction_data ADD COLUMN IF NOT EXISTS stored_at TIMESTAMPTZ NOT NULL DEFAULT '-infinity';
ALTER TABLE live_transaction_data ALTER COLUMN stored_at SET DEFAULT clock_timestamp();

CREATE INDEX IF NOT EXISTS live_transaction_data_stored ON live_transaction_data
USING brin (stored_at) WITH (pages_per_range = 32, autosummarize = on);

-- Takes the place of trained_through, which was the highest transaction_id and is no longer written.
ALTER TABLE clustering_models ADD COLUMN IF NOT EXISTS stored_through TIMESTAMPTZ;
COMMENT ON COLUMN clustering_models.stored_through IS 'stored_at of the latest transaction when the customers were read';
