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

-- Erases a customer: profile, what it was loaded with, transactions, and changes of segment. Says whether there was anything known of the
-- customer, now or before. Waits for a batch that is about to store a transaction of the customer; one that comes later finds the
-- customer gone, is rolled back and comes again, without that transaction.
--
-- With the owner's rights, because services may not delete.
CREATE OR REPLACE FUNCTION erase_customer(id INT) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  erased_transactions BIGINT;
  erased_changes BIGINT;
BEGIN
  PERFORM FROM customer_segments WHERE customer_id = id FOR UPDATE;
  IF NOT FOUND THEN
    RETURN EXISTS (SELECT FROM erased_customers WHERE customer_id = id);
  END IF;

  DELETE FROM live_transaction_data WHERE customer_id = id;
  GET DIAGNOSTICS erased_transactions = ROW_COUNT;
  DELETE FROM segment_changes WHERE customer_id = id;
  GET DIAGNOSTICS erased_changes = ROW_COUNT;
  DELETE FROM customer_segments WHERE customer_id = id; -- And, by its foreign key, the baseline.

  -- The lock of the changes of segment: erasures stand in one order with them.
  PERFORM pg_advisory_xact_lock(7305808869231650914);

  -- A customer can come back, by a new contract, and be erased again.
  DELETE FROM erased_customers WHERE customer_id = id;
  INSERT INTO erased_customers (customer_id) VALUES (id);
  UPDATE erasure_totals
  SET
    customers = customers + 1,
    transactions = transactions + erased_transactions,
    segment_changes = segment_changes + erased_changes;
  PERFORM pg_notify('customer_erasures', ''); -- No id: whoever listens counts anew.
  RETURN TRUE;
END;
$$;

REVOKE EXECUTE ON FUNCTION erase_customer(INT) FROM PUBLIC;

-- Inserts a batch as ingest_transactions() did until now, but a customer who was erased is not unknown: late transactions of such a
-- customer are left out, to be kept nowhere, and these customers are named apart. A customer who was loaded again after being erased is
-- a customer.
CREATE OR REPLACE FUNCTION ingest_batch(
  transaction_ids BIGINT[],
  customer_ids INT[],
  amounts FLOAT[],
  times TIMESTAMPTZ[],
  OUT inserted INT,
  OUT unknown_customers INT[],
  OUT erased INT[]
)
LANGUAGE plpgsql AS $$
DECLARE
  missing INT[];
BEGIN
  missing := ARRAY(
    SELECT DISTINCT b.customer_id
    FROM unnest(customer_ids) AS b (customer_id)
    WHERE NOT EXISTS (SELECT FROM customer_segments c WHERE c.customer_id = b.customer_id)
  );
  erased := ARRAY(SELECT e.customer_id FROM erased_customers e WHERE e.customer_id = ANY (missing));
  unknown_customers := ARRAY(SELECT m.customer_id FROM unnest(missing) AS m (customer_id) WHERE m.customer_id <> ALL (erased));

  INSERT INTO live_transaction_data (transaction_id, customer_id, transaction_amt, transaction_time)
  SELECT t.transaction_id, t.customer_id, t.transaction_amt, t.transaction_time
  FROM unnest(transaction_ids, customer_ids, amounts, times)
    AS t (transaction_id, customer_id, transaction_amt, transaction_time)
  WHERE t.customer_id <> ALL (missing)
  ORDER BY t.transaction_id
  ON CONFLICT (transaction_id) DO NOTHING;
  GET DIAGNOSTICS inserted = ROW_COUNT;
END;
$$;

-- For a consumer of the version before, which knows nothing of erasures and takes what is missing in the answer for duplicates.
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

GRANT SELECT ON erased_customers, erasure_totals TO segmentation_service;
GRANT EXECUTE ON FUNCTION erase_customer(INT) TO segmentation_service;
