-- Computes every profile again, from the baseline and all transactions, and returns the customers whose stored profile differs: none,
-- ever. One statement sees one moment, so it can run while transactions come in. A running mean and a sum round differently; a part in
-- a thousand million is allowed for that. Decayed sums are as of the reference time: current_profiles has them as of now.
CREATE OR REPLACE FUNCTION verify_profiles() RETURNS TABLE (
  customer_id INT,
  num_transactions INT,
  expected_num_transactions INT,
  avg_transaction_amt FLOAT,
  expected_avg_transaction_amt FLOAT,
  last_transaction_time TIMESTAMPTZ,
  expected_last_transaction_time TIMESTAMPTZ,
  decayed_amount FLOAT,
  expected_decayed_amount FLOAT,
  decayed_transactions FLOAT,
  expected_decayed_transactions FLOAT
)
LANGUAGE sql STABLE AS $$
  WITH totals AS (
    SELECT
      t.customer_id,
      count(*)::INT AS transactions,
      sum(t.transaction_amt) AS amount,
      max(t.transaction_time) AS latest,
      sum(GREATEST(t.transaction_amt, 1e-60) * age_weight(t.transaction_time, s.reference_time, s.decay_per_day)) AS decayed_amount,
      sum(age_weight(t.transaction_time, s.reference_time, s.decay_per_day)) AS decayed_transactions
    FROM live_transaction_data t
    CROSS JOIN profile_settings s
    GROUP BY t.customer_id
  ), expected AS (
    SELECT
      b.customer_id,
      b.num_transactions + COALESCE(t.transactions, 0) AS num_transactions,
      CASE
        WHEN t.transactions IS NULL THEN b.avg_transaction_amt
        ELSE (b.avg_transaction_amt * b.num_transactions + t.amount) / (b.num_transactions + t.transactions)
      END AS avg_transaction_amt,
      GREATEST(b.last_transaction_time, t.latest) AS last_transaction_time,
      b.decayed_amount + COALESCE(t.decayed_amount, 0) AS decayed_amount,
      b.decayed_transactions + COALESCE(t.decayed_transactions, 0) AS decayed_transactions
    FROM customer_baselines b
    LEFT JOIN totals t USING (customer_id)
  )
  SELECT
    c.customer_id,
    c.num_transactions,
    e.num_transactions,
    c.avg_transaction_amt,
    e.avg_transaction_amt,
    c.last_transaction_time,
    e.last_transaction_time,
    c.decayed_amount,
    e.decayed_amount,
    c.decayed_transactions,
    e.decayed_transactions
  FROM customer_segments c
  LEFT JOIN expected e USING (customer_id)
  WHERE c.num_transactions IS DISTINCT FROM e.num_transactions
    OR c.last_transaction_time IS DISTINCT FROM e.last_transaction_time
    OR e.avg_transaction_amt IS NULL
    OR abs(c.avg_transaction_amt - e.avg_transaction_amt) > 1e-9 * GREATEST(1, abs(e.avg_transaction_amt))
    OR abs(c.decayed_amount - e.decayed_amount) > 1e-9 * e.decayed_amount
    OR abs(c.decayed_transactions - e.decayed_transactions) > 1e-9 * e.decayed_transactions
  ORDER BY c.customer_id
$$;
