-- Forgets every version but the active one, the first one of all, those with a name, those activated by hand, the challenger, the newest ones, the last one
-- of each hour of the latest hours and the last one of each day of the latest days (UTC); says how many went.
--
-- What is kept at some time was kept at any time before, because new versions only ever take the place of older ones. So it does not matter
-- how often this is done.
CREATE OR REPLACE FUNCTION forget_models(models_to_keep INT, hourly INTERVAL, daily INTERVAL, as_of TIMESTAMPTZ) RETURNS INT
LANGUAGE plpgsql AS $$
DECLARE
  forgotten INT;
BEGIN
  WITH lasting AS (
    (SELECT model_version FROM clustering_models ORDER BY model_version DESC LIMIT models_to_keep)
    UNION ALL
    SELECT max(model_version) FROM clustering_models WHERE created_at > as_of - hourly GROUP BY date_trunc('hour', created_at, 'UTC')
    UNION ALL
    SELECT max(model_version) FROM clustering_models WHERE created_at > as_of - daily GROUP BY date_trunc('day', created_at, 'UTC')
  )
  DELETE FROM clustering_models
  WHERE NOT is_active
    AND reason <> 'initial'
    AND name IS NULL
    AND NOT activated_by_hand
    AND (challenge_since IS NULL OR challenge_decision IS NOT NULL)
    AND model_version NOT IN (SELECT model_version FROM lasting);
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END;
$$;

REVOKE EXECUTE ON FUNCTION forget_models(INT, INTERVAL, INTERVAL, TIMESTAMPTZ) FROM PUBLIC;
