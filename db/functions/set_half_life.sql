-- Sets the half-life of the decayed sums and, if it is another one, computes them all again, from baselines and transactions. Says whether it had to.
-- Waits for batches under way and lets none begin until it is done. Customers are scored again afterwards.
CREATE OR REPLACE FUNCTION set_half_life(wanted INTERVAL) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM profile_settings WHERE half_life = wanted AND computed_at IS NOT NULL) THEN
    RETURN FALSE;
  END IF;

  PERFORM pg_advisory_xact_lock(model_lock_key());
  LOCK TABLE live_transaction_data, customer_segments, profile_settings IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM profile_settings WHERE half_life = wanted AND computed_at IS NOT NULL) THEN
    RETURN FALSE; -- Somebody else was faster.
  END IF;

  UPDATE profile_settings SET half_life = wanted, computed_at = clock_timestamp();

  -- Of a release before. When they were loaded nobody wrote down; it was not long after the last transaction of all.
  UPDATE customer_baselines b
  SET paying_since = paying_since(c.tenure, b.last_transaction_time, (SELECT max(last_transaction_time) FROM customer_baselines))
  FROM customer_segments c
  WHERE c.customer_id = b.customer_id AND b.paying_since IS NULL;

  UPDATE customer_baselines b
  SET
    decayed_amount = decayed_baseline(
      b.avg_transaction_amt, b.num_transactions, b.paying_since, b.last_transaction_time, s.reference_time, s.decay_per_day),
    decayed_transactions = decayed_baseline(
      1, b.num_transactions, b.paying_since, b.last_transaction_time, s.reference_time, s.decay_per_day)
  FROM profile_settings s;

  WITH totals AS (
    SELECT
      t.customer_id,
      sum(GREATEST(t.transaction_amt, 1e-60) * age_weight(t.transaction_time, s.reference_time, s.decay_per_day)) AS amount,
      sum(age_weight(t.transaction_time, s.reference_time, s.decay_per_day)) AS transactions
    FROM live_transaction_data t
    CROSS JOIN profile_settings s
    GROUP BY t.customer_id
  )
  UPDATE customer_segments c
  SET
    decayed_amount = b.decayed_amount + COALESCE(t.amount, 0),
    decayed_transactions = b.decayed_transactions + COALESCE(t.transactions, 0)
  FROM customer_baselines b
  LEFT JOIN totals t ON t.customer_id = b.customer_id
  WHERE b.customer_id = c.customer_id;

  UPDATE clustering_models SET applied_at = NULL WHERE is_active;
  RETURN TRUE;
END;
$$;

REVOKE EXECUTE ON FUNCTION set_half_life(INTERVAL) FROM PUBLIC;

-- A database that has none of the sums yet, new or of a release before.
DO $$
BEGIN
  PERFORM set_half_life(half_life) FROM profile_settings WHERE computed_at IS NULL;
END;
$$;
