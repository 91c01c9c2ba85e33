-- Makes the challenger the active model and says which activation this was; NULL when this version does not wait for a decision. It is not
-- pinned: schedule and drift go on from it.
CREATE OR REPLACE FUNCTION approve_model(version BIGINT, remark TEXT) RETURNS BIGINT
LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN decide_challenge(version, 'approved', remark) THEN switch_model(version, 'approved', FALSE, remark) END;
END;
$$;
