-- The schema of the live segmentation: customers and their profiles, their transactions, the models that segment them and every
-- change of segment. The bookkeeping is done here, set by set, so that it is right whoever writes: this pipeline, a load by hand, or
-- another system of the bank.
--
-- Every statement can run again on a database that has it already.

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Customers
-- ---------------------------------------------------------------------------------------------------------------------------------

-- One row a customer: what the bank knows (income .. has_loan), the profile that transactions keep current (average, count, recency)
-- and the segment. fillfactor leaves a fifth of each page free, so that the frequent profile updates stay on their page and touch no
-- index (HOT updates).
CREATE TABLE IF NOT EXISTS customer_segments (
  customer_id INT PRIMARY KEY,
  income FLOAT NOT NULL,
  balance FLOAT NOT NULL,
  customer_lifetime_value FLOAT NOT NULL,
  debt FLOAT NOT NULL,
  tenure INT NOT NULL,                        -- years
  credit_default INT NOT NULL,                -- 0 or 1
  days_from_last_transaction INT NOT NULL,    -- as of last_updated; last_transaction_time says it to the microsecond
  avg_transaction_amt FLOAT NOT NULL,
  num_transactions INT NOT NULL,
  digital_engagement_score FLOAT NOT NULL,    -- 0 to 100
  loan_repayment_time FLOAT NOT NULL,         -- months left; 0 without a loan
  total_products_owned INT NOT NULL,
  has_loan INT NOT NULL,                      -- 0 or 1
  segment VARCHAR(50),                        -- NULL until the first model is applied
  last_updated TIMESTAMPTZ NOT NULL DEFAULT now(),
  last_transaction_time TIMESTAMPTZ NOT NULL,

  -- No NaN and no infinity, which no model can score: such a customer would stop all others. (Only finite numbers differ from
  -- themselves by 0.)
  CONSTRAINT customer_segments_finite CHECK (
    income - income = 0
    AND balance - balance = 0
    AND customer_lifetime_value - customer_lifetime_value = 0
    AND debt - debt = 0
    AND avg_transaction_amt - avg_transaction_amt = 0
    AND digital_engagement_score - digital_engagement_score = 0
    AND loan_repayment_time - loan_repayment_time = 0
  )
) WITH (fillfactor = 80);

CREATE INDEX IF NOT EXISTS customer_segments_segment ON customer_segments (segment, customer_id);

-- What each customer's running figures were when the customer was loaded: with it, and with live_transaction_data, every profile can
-- be computed again from nothing.
CREATE TABLE IF NOT EXISTS customer_baselines (
  customer_id INT PRIMARY KEY REFERENCES customer_segments ON DELETE CASCADE,
  avg_transaction_amt FLOAT NOT NULL,
  num_transactions INT NOT NULL,
  last_transaction_time TIMESTAMPTZ NOT NULL
);

CREATE OR REPLACE FUNCTION record_customer_baselines() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_baselines (customer_id, avg_transaction_amt, num_transactions, last_transaction_time)
  SELECT customer_id, avg_transaction_amt, num_transactions, last_transaction_time
  FROM new_customers;
  RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER record_customer_baselines
AFTER INSERT ON customer_segments
REFERENCING NEW TABLE AS new_customers
FOR EACH STATEMENT EXECUTE FUNCTION record_customer_baselines();

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Transactions, and the profiles they keep current
-- ---------------------------------------------------------------------------------------------------------------------------------

-- transaction_id is the identity of a transaction: the same id again is the same transaction again. Ids grow with time, which keeps
-- inserts at the right edge of the primary key.
CREATE TABLE IF NOT EXISTS live_transaction_data (
  transaction_id BIGINT PRIMARY KEY,
  customer_id INT NOT NULL,
  transaction_amt FLOAT NOT NULL,
  transaction_time TIMESTAMPTZ NOT NULL
);

CREATE INDEX IF NOT EXISTS live_transaction_data_customer ON live_transaction_data (customer_id);

-- Whole days between a transaction and a moment; a transaction that seems to come from the future counts as today's.
CREATE OR REPLACE FUNCTION days_between(transaction_time TIMESTAMPTZ, moment TIMESTAMPTZ) RETURNS INT
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN GREATEST(0, floor(extract(EPOCH FROM moment - transaction_time) / 86400))::INT;

-- Adds a statement's transactions to their customers' profiles. The rows are locked in the order of customer_id first: two consumers
-- whose batches share customers wait for each other instead of deadlocking. Being a statement of its own, the update then sees what
-- the lock waited for.
CREATE OR REPLACE FUNCTION apply_transactions_to_profiles() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
DECLARE
  touched_customers INT;
  updated_customers INT;
BEGIN
  PERFORM
  FROM customer_segments
  WHERE customer_id IN (SELECT customer_id FROM new_transactions)
  ORDER BY customer_id
  FOR NO KEY UPDATE;

  WITH batch AS MATERIALIZED (
    SELECT
      customer_id,
      count(*)::INT AS transactions,
      sum(transaction_amt) AS amount,
      max(transaction_time) AS latest
    FROM new_transactions
    GROUP BY customer_id
  ), updated AS (
    UPDATE customer_segments c
    SET
      num_transactions = c.num_transactions + b.transactions,
      avg_transaction_amt = c.avg_transaction_amt
        + (b.amount - b.transactions * c.avg_transaction_amt) / (c.num_transactions + b.transactions),
      last_transaction_time = GREATEST(c.last_transaction_time, b.latest),
      days_from_last_transaction = days_between(GREATEST(c.last_transaction_time, b.latest), now()),
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

-- Inserts the transactions of a batch that are new and whose customer exists, and says how many these were. An id that is there already
-- and an unknown customer are left out without an error. The unknown customers are named, because who looks for them afterwards may find
-- one who has just been added. Rows go in by id, so that two batches with the same ids cannot deadlock.
CREATE OR REPLACE FUNCTION ingest_transactions(
  transaction_ids BIGINT[],
  customer_ids INT[],
  amounts FLOAT[],
  times TIMESTAMPTZ[],
  OUT inserted INT,
  OUT unknown_customers INT[]
)
LANGUAGE plpgsql AS $$
BEGIN
  unknown_customers := ARRAY(
    SELECT DISTINCT b.customer_id
    FROM unnest(customer_ids) AS b (customer_id)
    WHERE NOT EXISTS (SELECT FROM customer_segments c WHERE c.customer_id = b.customer_id)
  );

  INSERT INTO live_transaction_data (transaction_id, customer_id, transaction_amt, transaction_time)
  SELECT t.transaction_id, t.customer_id, t.transaction_amt, t.transaction_time
  FROM unnest(transaction_ids, customer_ids, amounts, times)
    AS t (transaction_id, customer_id, transaction_amt, transaction_time)
  WHERE t.customer_id <> ALL (unknown_customers)
  ORDER BY t.transaction_id
  ON CONFLICT (transaction_id) DO NOTHING;
  GET DIAGNOSTICS inserted = ROW_COUNT;
END;
$$;

-- Numbers for producers that share nothing but this database: each start takes one, and its transaction ids hold it.
CREATE SEQUENCE IF NOT EXISTS producer_numbers MINVALUE 0 MAXVALUE 1023 START 0 CYCLE;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Models
-- ---------------------------------------------------------------------------------------------------------------------------------

-- Every trained model, as it was trained: parameters hold features, scaling, centroids and labels, enough to score a customer anywhere.
CREATE TABLE IF NOT EXISTS clustering_models (
  model_version BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  reason TEXT NOT NULL,                       -- initial, schedule, request, ...
  k INT NOT NULL,
  seed INT NOT NULL,
  customers INT NOT NULL,                     -- rows the centroids were fitted to
  training_rows INT NOT NULL,                 -- rows of the sample that seeded them
  training_seconds FLOAT NOT NULL,
  inertia FLOAT NOT NULL,                     -- sum of squared scaled distances to the nearest centroid, over all customers
  parameters JSONB NOT NULL,
  trained_through BIGINT,                     -- highest transaction_id when the customers were read
  is_active BOOLEAN NOT NULL DEFAULT FALSE,
  activated_at TIMESTAMPTZ,
  applied_at TIMESTAMPTZ                      -- when every customer had been scored again; NULL while that is not finished
);

CREATE UNIQUE INDEX IF NOT EXISTS clustering_models_one_active ON clustering_models (is_active) WHERE is_active;

-- Requests for a new model. Whoever trains looks here; one training answers all requests that came before it.
CREATE TABLE IF NOT EXISTS retraining_requests (
  request_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  requested_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  answered_at TIMESTAMPTZ,
  model_version BIGINT REFERENCES clustering_models,
  error TEXT                                  -- why there is no model for it
);

CREATE INDEX IF NOT EXISTS retraining_requests_waiting ON retraining_requests (request_id) WHERE answered_at IS NULL;

-- Activating a model and ingesting never overlap: whoever scores customers holds this advisory lock shared until its transaction ends,
-- activation holds it alone. So a transaction that began under the old model is finished before the new one becomes active, and each
-- one that begins later scores with the new one.
CREATE OR REPLACE FUNCTION model_lock_key() RETURNS BIGINT LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 7305808869231650913;

-- The active model's version, held active until the transaction ends; NULL before the first model. The lock is a statement of its own:
-- the look at the table that follows sees what the lock waited for.
CREATE OR REPLACE FUNCTION hold_active_model() RETURNS BIGINT
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(model_lock_key());
  RETURN (SELECT model_version FROM clustering_models WHERE is_active);
END;
$$;

CREATE OR REPLACE FUNCTION activate_model(version BIGINT) RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(model_lock_key());
  UPDATE clustering_models SET is_active = FALSE WHERE is_active;
  UPDATE clustering_models
  SET is_active = TRUE, activated_at = clock_timestamp(), applied_at = NULL
  WHERE model_version = version;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'SU002', MESSAGE = format('there is no model version %s', version);
  END IF;
  PERFORM pg_notify('clustering_models', version::TEXT);
END;
$$;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Segments
-- ---------------------------------------------------------------------------------------------------------------------------------

-- Who moved from where to where, when, why and under which model. change_id grows in the order of commit (see
-- record_segment_changes), so a reader that remembers the last id it has seen misses nothing.
CREATE TABLE IF NOT EXISTS segment_changes (
  change_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id INT NOT NULL,
  from_segment VARCHAR(50),                   -- NULL: the customer had none
  to_segment VARCHAR(50),                     -- NULL: taken out of every segment
  changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  reason TEXT NOT NULL,                       -- transactions, model, or manual
  model_version BIGINT REFERENCES clustering_models
);

CREATE INDEX IF NOT EXISTS segment_changes_customer ON segment_changes (customer_id, change_id);

-- Records every real change of segment, whoever makes it, and tells the listeners of the channel segment_changes the last id; what they
-- missed they read from the table. (PostgreSQL has no transition tables for UPDATE OF a column: the comparison does that part.)
-- The lock, held until the transaction ends, makes ids grow in the order of commit. It is taken only when there is a change, and a
-- transaction should make its changes of segment last. Without nested loops, because a plan made for a few rows is kept for the session
-- and would compare every old row with every new one of a large update.
CREATE OR REPLACE FUNCTION record_segment_changes() RETURNS TRIGGER
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
  last_change BIGINT;
BEGIN
  IF NOT EXISTS (
    SELECT
    FROM old_customers o
    JOIN new_customers n USING (customer_id)
    WHERE n.segment IS DISTINCT FROM o.segment
  ) THEN
    RETURN NULL;
  END IF;

  PERFORM pg_advisory_xact_lock(7305808869231650914);
  WITH changes AS (
    INSERT INTO segment_changes (customer_id, from_segment, to_segment, reason, model_version)
    SELECT
      customer_id,
      o.segment,
      n.segment,
      COALESCE(NULLIF(current_setting('segmentation.reason', TRUE), ''), 'manual'),
      NULLIF(current_setting('segmentation.model_version', TRUE), '')::BIGINT
    FROM old_customers o
    JOIN new_customers n USING (customer_id)
    WHERE n.segment IS DISTINCT FROM o.segment
    ORDER BY customer_id
    RETURNING change_id
  )
  SELECT max(change_id) INTO last_change FROM changes;
  PERFORM pg_notify('segment_changes', last_change::TEXT);
  RETURN NULL;
END;
$$;

CREATE OR REPLACE TRIGGER record_segment_changes
AFTER UPDATE ON customer_segments
REFERENCING OLD TABLE AS old_customers NEW TABLE AS new_customers
FOR EACH STATEMENT EXECUTE FUNCTION record_segment_changes();

-- Puts customers into segments under a model and says how many really changed. With row_versions (their xmin when they were scored) a
-- customer whose row has changed since is left alone: whoever changed it under the active model has scored it anew.
CREATE OR REPLACE FUNCTION assign_segments(
  customer_ids INT[],
  segments TEXT[],
  row_versions XID[],
  change_reason TEXT,
  version BIGINT
) RETURNS INT
LANGUAGE plpgsql AS $$
DECLARE
  changed INT;
BEGIN
  PERFORM set_config('segmentation.reason', change_reason, TRUE);
  PERFORM set_config('segmentation.model_version', version::TEXT, TRUE);

  -- In the order of customer_id, like the profile updates: no deadlocks.
  PERFORM FROM customer_segments WHERE customer_id = ANY (customer_ids) ORDER BY customer_id FOR NO KEY UPDATE;

  UPDATE customer_segments c
  SET segment = a.segment, last_updated = now()
  FROM unnest(customer_ids, segments, row_versions) AS a (customer_id, segment, row_version)
  WHERE c.customer_id = a.customer_id
    AND c.segment IS DISTINCT FROM a.segment
    AND (a.row_version IS NULL OR c.xmin = a.row_version);
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END;
$$;

-- Lets recency age by itself: brings days_from_last_transaction of a range of customers up to date and says how many changed.
CREATE OR REPLACE FUNCTION age_recency(first_customer_id INT, last_customer_id INT) RETURNS INT
LANGUAGE plpgsql AS $$
DECLARE
  changed INT;
BEGIN
  PERFORM
  FROM customer_segments
  WHERE customer_id BETWEEN first_customer_id AND last_customer_id
    AND days_from_last_transaction <> days_between(last_transaction_time, now())
  ORDER BY customer_id
  FOR NO KEY UPDATE;

  UPDATE customer_segments
  SET days_from_last_transaction = days_between(last_transaction_time, now()), last_updated = now()
  WHERE customer_id BETWEEN first_customer_id AND last_customer_id
    AND days_from_last_transaction <> days_between(last_transaction_time, now());
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END;
$$;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- A second opinion
-- ---------------------------------------------------------------------------------------------------------------------------------

-- Computes every profile again, from the baseline and all transactions, and returns the customers whose stored profile differs: none,
-- ever. One statement sees one moment, so it can run while transactions come in. A running mean and a sum round differently; a part in
-- a thousand million is allowed for that.
CREATE OR REPLACE FUNCTION verify_profiles() RETURNS TABLE (
  customer_id INT,
  num_transactions INT,
  expected_num_transactions INT,
  avg_transaction_amt FLOAT,
  expected_avg_transaction_amt FLOAT,
  last_transaction_time TIMESTAMPTZ,
  expected_last_transaction_time TIMESTAMPTZ
)
LANGUAGE sql STABLE AS $$
  WITH totals AS (
    SELECT
      t.customer_id,
      count(*)::INT AS transactions,
      sum(t.transaction_amt) AS amount,
      max(t.transaction_time) AS latest
    FROM live_transaction_data t
    GROUP BY t.customer_id
  ), expected AS (
    SELECT
      b.customer_id,
      b.num_transactions + COALESCE(t.transactions, 0) AS num_transactions,
      CASE
        WHEN t.transactions IS NULL THEN b.avg_transaction_amt
        ELSE (b.avg_transaction_amt * b.num_transactions + t.amount) / (b.num_transactions + t.transactions)
      END AS avg_transaction_amt,
      GREATEST(b.last_transaction_time, t.latest) AS last_transaction_time
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
    e.last_transaction_time
  FROM customer_segments c
  LEFT JOIN expected e USING (customer_id)
  WHERE c.num_transactions IS DISTINCT FROM e.num_transactions
    OR c.last_transaction_time IS DISTINCT FROM e.last_transaction_time
    OR e.avg_transaction_amt IS NULL
    OR abs(c.avg_transaction_amt - e.avg_transaction_amt) > 1e-9 * GREATEST(1, abs(e.avg_transaction_amt))
  ORDER BY c.customer_id
$$;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Beginning again
-- ---------------------------------------------------------------------------------------------------------------------------------

-- Forgets all transactions and changes of segment and gives every customer the profile that was loaded. Models stay; marking the active
-- one as not applied makes everybody be scored again. Waits for batches under way and lets none begin until it is done. Ids of
-- changes go on where they were: a reader that remembers its last one misses nothing that comes.
CREATE OR REPLACE FUNCTION reset_data() RETURNS VOID
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(model_lock_key());
  TRUNCATE live_transaction_data, segment_changes CONTINUE IDENTITY;
  UPDATE customer_segments c
  SET
    avg_transaction_amt = b.avg_transaction_amt,
    num_transactions = b.num_transactions,
    last_transaction_time = b.last_transaction_time,
    days_from_last_transaction = days_between(b.last_transaction_time, now()),
    last_updated = now()
  FROM customer_baselines b
  WHERE b.customer_id = c.customer_id;
  UPDATE clustering_models SET applied_at = NULL WHERE is_active;
END;
$$;
