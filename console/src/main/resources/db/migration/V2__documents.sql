-- What the API shows. A column has the name of the document's member; the columns that begin with an underscore are for filters and
-- for the order, and are not shown.

CREATE VIEW host_documents AS
SELECT h.host_id AS id,
       h.uri,
       h.mode,
       h.labels,
       h.reachable,
       h.reachable_since AS "reachableSince",
       h.unreachable_reason AS "unreachableReason",
       h.synced_at AS "syncedAt",
       h.host_uuid AS "hostUuid",
       h.declared_at AS "declaredAt",
       h.retired_at AS "retiredAt",
       h.retirement_reason AS "retirementReason",
       h.retired_at IS NOT NULL AS _retired,
       (SELECT count(*) FROM vm_placements p WHERE p.host_id = h.host_id AND p.gone_at IS NULL) AS vms,
       (SELECT count(*) FROM host_stores s WHERE s.host_id = h.host_id) AS stores
FROM hosts h;

CREATE VIEW vm_documents AS
SELECT p.vm_id AS id,
       p.name,
       p.host_id AS host,
       p.labels,
       coalesce(s.state, 'UNKNOWN') AS state,
       s.reason AS "stateReason",
       s.changed_at AS "stateSince",
       coalesce(s.agent_connected, false) AS "agentConnected",
       p.persistent,
       p.managed_by AS "managedBy",
       p.managed_save AS "managedSave",
       p.snapshots,
       p.checkpoints,
       p.uses,
       p."references",
       p.observed_at AS "observedAt",
       p.gone_at AS "goneAt",
       (SELECT count(*) FROM updates u WHERE u.vm_id = p.vm_id AND u.state <> 'ENDED') AS "openUpdates",
       p.gone_at IS NOT NULL AS _gone,
       p.vm_id || '/' || p.host_id AS _key
FROM vm_placements p
LEFT JOIN vm_states s ON s.vm_id = p.vm_id AND s.host_id = p.host_id;

CREATE VIEW update_documents AS
SELECT u.update_id AS id,
       u.change_id AS change,
       u.vm_id AS vm,
       coalesce((SELECT p.name FROM vm_placements p WHERE p.vm_id = u.vm_id ORDER BY p.gone_at IS NOT NULL, p.observed_at DESC
                 LIMIT 1), '') AS "vmName",
       u.host_id AS host,
       u.phase,
       u.state,
       u.attempt,
       u.policy,
       u.wave,
       u.blockers,
       u.replacements,
       u.reason,
       u.superseded_by AS "supersededBy",
       u.verified_by AS "verifiedBy",
       u.required_at AS "requiredAt",
       u.changed_at AS "changedAt"
FROM updates u;

CREATE VIEW change_documents AS
SELECT c.change_id AS id,
       c.operating_system AS "operatingSystem",
       c.severity,
       c.advisories,
       c.source,
       c.portions,
       c.available_at AS "availableAt",
       c.withdrawn_at AS "withdrawnAt",
       c.withdrawal_reason AS "withdrawalReason",
       coalesce(c.available_at, c.withdrawn_at) AS "publishedAt"
FROM changes c;

CREATE VIEW rollout_documents AS
SELECT r.change_id AS id,
       c.operating_system AS "operatingSystem",
       CASE WHEN c.withdrawn_at IS NOT NULL THEN 'WITHDRAWN'
            -- One that a retry opened again runs until its last update has ended.
            WHEN r.condition = 'RUNNING' AND r.finished_at IS NOT NULL
                 AND NOT EXISTS (SELECT FROM updates u WHERE u.change_id = r.change_id AND u.state <> 'ENDED') THEN 'FINISHED'
            ELSE r.condition END AS condition,
       r.actor,
       r.reason,
       r.condition_at AS "conditionAt",
       r.finished_at AS "finishedAt",
       coalesce(c.available_at, c.withdrawn_at, 'epoch') AS "publishedAt",
       coalesce((SELECT sum(p.matched) FROM rollout_partitions p WHERE p.change_id = r.change_id), 0) AS matched,
       coalesce((SELECT sum(p.unknown_volume_vms) FROM rollout_partitions p WHERE p.change_id = r.change_id), 0)
           AS "unknownVolumeVms",
       coalesce((SELECT count(*) = max(p.partitions) FROM rollout_partitions p WHERE p.change_id = r.change_id), false)
           AS "fanOutFinished",
       coalesce((SELECT jsonb_object_agg(t.phase, t.number) FROM (SELECT u.phase, count(*) AS number FROM updates u
                 WHERE u.change_id = r.change_id GROUP BY u.phase) t), '{}') AS updates,
       coalesce((SELECT jsonb_agg(jsonb_build_object('policy', w.policy, 'wave', w.wave, 'quota', w.quota,
                                                     'openedAt', w.opened_at) ORDER BY w.policy, w.wave)
                 FROM rollout_waves w WHERE w.change_id = r.change_id), '[]') AS waves
FROM rollouts r
LEFT JOIN changes c ON c.change_id = r.change_id;

CREATE VIEW policy_documents AS
SELECT p.policy AS id,
       p.version,
       p.document,
       p.actor,
       p.reason,
       p.changed_at AS "changedAt",
       p.removed
FROM policies p;

CREATE VIEW store_documents AS
SELECT s.store AS id,
       jsonb_agg(jsonb_build_object('host', s.host_id, 'pool', s.pool, 'poolType', s.pool_type, 'targetPath', s.target_path,
                                    'active', s.active, 'marked', s.marked, 'markFailure', s.mark_failure)
                 ORDER BY s.host_id, s.pool) AS hosts,
       (array_agg(s.capacity_bytes ORDER BY s.synced_at DESC))[1] AS "capacityBytes",
       (array_agg(s.available_bytes ORDER BY s.synced_at DESC))[1] AS "availableBytes",
       bool_and(s.marked) AS marked,
       (SELECT count(*) FROM volumes v WHERE v.store = s.store AND v.state <> 'RECLAIMED') AS volumes
FROM host_stores s
GROUP BY s.store;

CREATE VIEW volume_documents AS
SELECT v.store,
       v.volume AS name,
       v.path,
       v.owner,
       v.state,
       v.portion,
       v.version,
       v.kind,
       v.sha256,
       v.size_bytes AS "sizeBytes",
       v.format,
       v.pins,
       v.blockers,
       v.due_since AS "dueSince",
       v.unreferenced_since AS "unreferencedSince",
       v.bytes_freed AS "bytesFreed",
       v.proof,
       v.changed_at AS "changedAt",
       (SELECT count(DISTINCT u.vm_id) FROM vm_volumes u
        JOIN vm_placements p ON p.vm_id = u.vm_id AND p.host_id = u.host_id AND p.gone_at IS NULL
        WHERE u.store = v.store AND u.volume = v.volume) AS vms,
       coalesce((SELECT jsonb_agg(jsonb_build_object('hold', h.hold, 'actor', h.actor, 'reason', h.reason,
                                                     'heldAt', h.held_at) ORDER BY h.hold)
                 FROM holds h WHERE h.store = v.store AND h.volume = v.volume), '[]') AS holds,
       v.state = 'RECLAIMED' AS _freed,
       v.store || '/' || v.volume AS id
FROM volumes v;

CREATE VIEW hold_documents AS
SELECT h.store || '/' || h.volume || '/' || h.hold AS id,
       h.store,
       h.volume,
       h.hold,
       h.actor,
       h.reason,
       h.held_at AS "heldAt"
FROM holds h;

CREATE VIEW blocker_documents AS
SELECT u.update_id || '/' || (b.blocker ->> 'code') || '/' || (b.blocker ->> 'subject') AS id,
       b.blocker ->> 'code' AS code,
       b.blocker ->> 'subject' AS subject,
       (b.blocker ->> 'since')::timestamptz AS since,
       b.blocker ->> 'detail' AS detail,
       u.update_id AS update,
       u.change_id AS change,
       u.vm_id AS vm,
       u.host_id AS host
FROM updates u
CROSS JOIN LATERAL jsonb_array_elements(u.blockers) AS b(blocker)
WHERE u.state <> 'ENDED';

CREATE VIEW event_documents AS
SELECT e.id,
       e.published_at AS "publishedAt",
       e.topic,
       e.partition,
       e.record_offset AS "offset",
       e.event_id AS "eventId",
       e.type,
       e.record_key AS key,
       e.vm_id AS vm,
       e.host_id AS host,
       e.change_id AS change,
       e.store,
       e.actor,
       e.body AS data
FROM events e;
