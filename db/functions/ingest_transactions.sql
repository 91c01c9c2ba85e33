-- Inserts a batch as ingest_batch() does, for who knows nothing of erasures and takes what is missing in the answer for duplicates:
-- consumers of before there were any.
CREATE OR REPLACE FUNCTION ingest_transactions(
  transaction_ids BIGINT[],
  customer_ids INT[],
  amounts FLOAT[],
  times TIMESTAMPTZ[],
  OUT inserted INT,
  OUT unknown_customers INT[]
)
LANGUAGE sql AS $$
  SELECT inserted, unknown_customers FROM ingest_batch(transaction_ids, customer_ids, amounts, times)
$$;
