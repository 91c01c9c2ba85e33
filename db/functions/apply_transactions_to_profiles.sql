-- Adds a statement's transactions to their customers' profiles. The rows are locked in the order of customer_id first: two consumers
-- whose batches share customers wait for each other instead of deadlocking. Being a statement of its own, the update then sees what
-- the lock waited for. What is added to the decayed sums depends on nothing but the transaction itself, so order and batches do not matter.
CREATE OR REPLACE FUNCTION apply_transactions_to_profiles() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
DECLARE
  touched_customers INT;
  updated_customers INT;
  settings profile_settings;
BEGIN
  PERFORM
  FROM customer_segments
  WHERE customer_id IN (SELECT customer_id FROM new_transactions)
  ORDER BY customer_id
  FOR NO KEY UPDATE;

  SELECT * INTO STRICT settings FROM profile_settings;
  WITH batch AS MATERIALIZED (
    SELECT
      customer_id,
      count(*)::INT AS transactions,
      sum(transaction_amt) AS amount,
      sum(GREATEST(transaction_amt, 1e-60) * weight) AS decayed_amount,
      sum(weight) AS decayed_transactions,
      max(transaction_time) AS latest
    FROM (
      SELECT
        customer_id,
        transaction_amt,
        transaction_time,
        age_weight(transaction_time, settings.reference_time, settings.decay_per_day) AS weight
      FROM new_transactions
    ) weighted
    GROUP BY customer_id
  ), updated AS (
    UPDATE customer_segments c
    SET
      num_transactions = c.num_transactions + b.transactions,
      avg_transaction_amt = c.avg_transaction_amt
        + (b.amount - b.transactions * c.avg_transaction_amt) / (c.num_transactions + b.transactions),
      decayed_amount = c.decayed_amount + b.decayed_amount,
      decayed_transactions = c.decayed_transactions + b.decayed_transactions,
      last_transaction_time = GREATEST(c.last_transaction_time, b.latest),
      days_from_last_transaction = days_between(GREATEST(c.last_transaction_time, b.latest), (SELECT customer_now())),
      last_updated = now()
    FROM batch b
    WHERE c.customer_id = b.customer_id
    RETURNING c.customer_id
  )
  SELECT (SELECT count(*) FROM batch), (SELECT count(*) FROM updated)
  INTO touched_customers, updated_customers;

  IF updated_customers < touched_customers THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SU001',
      MESSAGE = 'a transaction names a customer that does not exist',
      DETAIL = (
        SELECT 'customer_id ' || string_agg(DISTINCT customer_id::TEXT, ', ')
        FROM (
          SELECT customer_id FROM new_transactions
          WHERE customer_id NOT IN (SELECT customer_id FROM customer_segments)
          LIMIT 10
        ) unknown
      ),
      HINT = 'insert the customer into customer_segments first, or ingest with ingest_transactions(), which leaves such rows out';
  END IF;
  RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER apply_transactions_to_profiles
AFTER INSERT ON live_transaction_data
REFERENCING NEW TABLE AS new_transactions
FOR EACH STATEMENT EXECUTE FUNCTION apply_transactions_to_profiles();
