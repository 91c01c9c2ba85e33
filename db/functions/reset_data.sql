-- Forgets all transactions and changes of segment and gives every customer the profile that was loaded. Models stay; marking the active
-- one as not applied makes everybody be scored again. Waits for batches under way and lets none begin until it is done. Ids of
-- changes go on where they were: a reader that remembers its last one misses nothing that comes.
--
-- Only for those whom the owner allows it, and then with the owner's rights.
CREATE OR REPLACE FUNCTION reset_data() RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(model_lock_key());
  TRUNCATE live_transaction_data, segment_changes CONTINUE IDENTITY;

  -- Where the customers' time is simulated, it does not go back: who was loaded with ten days since the last transaction has ten days again.
  UPDATE customer_baselines
  SET last_transaction_time = last_transaction_time + (clock.customer_time - clock.loaded_at)
  FROM customer_clock clock;
  UPDATE customer_clock SET loaded_at = customer_time;

  UPDATE customer_segments c
  SET
    avg_transaction_amt = b.avg_transaction_amt,
    num_transactions = b.num_transactions,
    last_transaction_time = b.last_transaction_time,
    days_from_last_transaction = days_between(b.last_transaction_time, (SELECT customer_now())),
    decayed_amount = decayed_baseline(
      b.avg_transaction_amt, b.num_transactions, b.paying_since, b.last_transaction_time, s.reference_time, s.decay_per_day),
    decayed_transactions = decayed_baseline(
      1, b.num_transactions, b.paying_since, b.last_transaction_time, s.reference_time, s.decay_per_day),
    last_updated = now()
  FROM customer_baselines b
  CROSS JOIN profile_settings s
  WHERE b.customer_id = c.customer_id;
  UPDATE clustering_models SET applied_at = NULL WHERE is_active;
END;
$$;

REVOKE EXECUTE ON FUNCTION reset_data() FROM PUBLIC;
