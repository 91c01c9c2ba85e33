-- Inserts the transactions of a batch that are new and whose customer exists, and says how many these were. An id that is there already
-- and a customer who is not there are left out without an error. The unknown customers are named, because who looks for them afterwards
-- may find one who has just been added. Late transactions of a customer who was erased are left out too, to be kept nowhere; such
-- customers are named apart, and one who was loaded again after being erased is a customer. Of an id that is there already the rest is
-- compared: what differs is another payment under the same number, and its places in the batch, from 1, are named as conflicts. Rows go
-- in by id, so that two batches with the same ids cannot deadlock; of several with one id in a batch the first goes in.

-- What a function answers cannot be changed otherwise.
DROP FUNCTION IF EXISTS ingest_batch(BIGINT[], INT[], FLOAT[], TIMESTAMPTZ[]);

CREATE OR REPLACE FUNCTION ingest_batch(
  transaction_ids BIGINT[],
  customer_ids INT[],
  amounts FLOAT[],
  times TIMESTAMPTZ[],
  OUT inserted INT,
  OUT unknown_customers INT[],
  OUT erased INT[],
  OUT conflicts INT[]
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
  FROM unnest(transaction_ids, customer_ids, amounts, times) WITH ORDINALITY
    AS t (transaction_id, customer_id, transaction_amt, transaction_time, place)
  WHERE t.customer_id <> ALL (missing)
  ORDER BY t.transaction_id, t.place
  ON CONFLICT (transaction_id) DO NOTHING;
  GET DIAGNOSTICS inserted = ROW_COUNT;

  conflicts := '{}';
  IF inserted < cardinality(transaction_ids) THEN
    conflicts := ARRAY(
      SELECT t.place
      FROM unnest(transaction_ids, customer_ids, amounts, times) WITH ORDINALITY
        AS t (transaction_id, customer_id, transaction_amt, transaction_time, place)
      JOIN live_transaction_data s ON s.transaction_id = t.transaction_id
      WHERE t.customer_id <> ALL (missing)
        AND (s.customer_id, s.transaction_amt, s.transaction_time) IS DISTINCT FROM (t.customer_id, t.transaction_amt, t.transaction_time)
      ORDER BY t.place
    );
  END IF;
END;
$$;
