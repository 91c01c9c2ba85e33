-- The customer_id of each id as the bank writes it, NULL where there is none: the bank's own id, or the number of a customer who has no other. So
-- a number never stands for a customer who has another id.
CREATE OR REPLACE FUNCTION find_customers(ids TEXT[]) RETURNS INT[]
LANGUAGE sql STABLE AS $$
  SELECT ARRAY(
    SELECT COALESCE(
      e.customer_id,
      CASE
        WHEN NOT EXISTS (SELECT FROM customer_external_ids other WHERE other.customer_id = given.number) THEN given.number
      END
    )
    FROM (
      SELECT id, place, CASE WHEN id ~ '^[1-9][0-9]{0,9}$' AND id::NUMERIC <= 2147483647 THEN id::NUMERIC::INT END AS number
      FROM unnest(ids) WITH ORDINALITY AS text_ids (id, place)
    ) given
    LEFT JOIN customer_external_ids e ON e.external_id = given.id
    ORDER BY given.place
  )
$$;
