-- The read model. Each table is folded from one topic, so the order across topics does not matter; joins are in the views.
-- Times are UTC. A name that a host can choose is data, and stands in parameters alone.

-- How far each partition is folded: the next offset. A batch of rows and the offsets that it ends at are one transaction.
CREATE TABLE folded_partitions (
    topic         text        NOT NULL,
    partition     integer     NOT NULL,
    next_offset   bigint      NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- Up to when a topic is folded: the database has everything that was published before.
CREATE TABLE folded_topics (
    topic  text        NOT NULL PRIMARY KEY,
    as_of  timestamptz NOT NULL
);

-- Which log is folded. Rows of another cluster's log would be mixed with those of this one.
CREATE TABLE folded_log (
    cluster_id  text NOT NULL PRIMARY KEY
);

-- Records that nobody can read.
CREATE TABLE unread_records (
    topic         text        NOT NULL,
    partition     integer     NOT NULL,
    record_offset bigint      NOT NULL,
    record_key    text        NOT NULL,
    cause         text        NOT NULL,
    published_at  timestamptz NOT NULL,
    PRIMARY KEY (topic, partition, record_offset)
);

-- slackwater.changes
CREATE TABLE changes (
    change_id         text        NOT NULL PRIMARY KEY,
    operating_system  text        NOT NULL,
    severity          text        NOT NULL,
    advisories        jsonb       NOT NULL,
    source            text        NOT NULL,
    portions          jsonb       NOT NULL,
    available_at      timestamptz,
    withdrawn_at      timestamptz,
    withdrawal_reason text
);

-- slackwater.hosts
CREATE TABLE hosts (
    host_id           text        NOT NULL PRIMARY KEY,
    uri               text,
    mode              text,
    labels            jsonb       NOT NULL DEFAULT '{}',
    declared_at       timestamptz,
    reachable         boolean,
    reachable_since   timestamptz,
    unreachable_reason text,
    synced_at         timestamptz,
    host_uuid         text,
    retired_at        timestamptz,
    retirement_reason text
);

CREATE TABLE host_stores (
    host_id         text    NOT NULL,
    store           text    NOT NULL,
    pool            text    NOT NULL,
    pool_type       text    NOT NULL,
    target_path     text    NOT NULL,
    active          boolean NOT NULL,
    capacity_bytes  bigint  NOT NULL,
    available_bytes bigint  NOT NULL,
    marked          boolean NOT NULL,
    mark_failure    text    NOT NULL,
    synced_at       timestamptz NOT NULL,
    PRIMARY KEY (host_id, pool)
);
CREATE INDEX host_stores_store ON host_stores (store);

-- slackwater.vm-inventory: a VM on a host. During a migration it is on two.
CREATE TABLE vm_placements (
    vm_id            text        NOT NULL,
    host_id          text        NOT NULL,
    name             text        NOT NULL,
    labels           jsonb       NOT NULL,
    persistent       boolean     NOT NULL,
    managed_by       text,
    agent_configured boolean     NOT NULL,
    managed_save     boolean     NOT NULL,
    snapshots        integer     NOT NULL,
    checkpoints      integer     NOT NULL,
    uses             jsonb       NOT NULL,
    "references"     jsonb       NOT NULL,
    observed_at      timestamptz NOT NULL,
    gone_at          timestamptz,
    PRIMARY KEY (vm_id, host_id)
);
CREATE INDEX vm_placements_name ON vm_placements (name, (vm_id || '/' || host_id));
CREATE INDEX vm_placements_host ON vm_placements (host_id, name, (vm_id || '/' || host_id));

-- slackwater.vm-inventory: which volumes a VM's slots refer to on a host. Depth 0 is the slot's own, then its backing chain.
CREATE TABLE vm_volumes (
    vm_id      text    NOT NULL,
    host_id    text    NOT NULL,
    number     integer NOT NULL,
    slot       text    NOT NULL,
    live       boolean NOT NULL,
    configured boolean NOT NULL,
    depth      integer NOT NULL,
    store      text    NOT NULL,
    volume     text    NOT NULL,
    path       text    NOT NULL,
    PRIMARY KEY (vm_id, host_id, number)
);
CREATE INDEX vm_volumes_volume ON vm_volumes (store, volume);

-- slackwater.vm-states
CREATE TABLE vm_states (
    vm_id           text        NOT NULL,
    host_id         text        NOT NULL,
    state           text        NOT NULL,
    reason          text        NOT NULL,
    agent_connected boolean     NOT NULL,
    changed_at      timestamptz NOT NULL,
    PRIMARY KEY (vm_id, host_id)
);

-- slackwater.updates
CREATE TABLE updates (
    update_id     text        NOT NULL PRIMARY KEY,
    change_id     text        NOT NULL,
    vm_id         text        NOT NULL,
    host_id       text        NOT NULL,
    phase         text        NOT NULL,
    state         text        NOT NULL,
    attempt       integer     NOT NULL,
    reason        text,
    policy        text,
    wave          integer,
    blockers      jsonb       NOT NULL,
    replacements  jsonb       NOT NULL,
    superseded_by text,
    verified_by   text        NOT NULL,
    required_at   timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL
);
CREATE INDEX updates_vm ON updates (vm_id, required_at);
CREATE INDEX updates_change ON updates (change_id, phase, changed_at);
CREATE INDEX updates_changed ON updates (changed_at, update_id);
CREATE INDEX updates_open ON updates (change_id, changed_at) WHERE state <> 'ENDED';

-- slackwater.rollouts
CREATE TABLE rollouts (
    change_id     text        NOT NULL PRIMARY KEY,
    condition     text        NOT NULL,
    actor         text,
    reason        text,
    condition_at  timestamptz,
    finished_at   timestamptz
);

CREATE TABLE rollout_partitions (
    change_id    text    NOT NULL,
    partition    integer NOT NULL,
    partitions   integer NOT NULL,
    matched      bigint  NOT NULL,
    unknown_volume_vms bigint NOT NULL,
    PRIMARY KEY (change_id, partition)
);

CREATE TABLE rollout_waves (
    change_id text        NOT NULL,
    policy    text        NOT NULL,
    wave      integer     NOT NULL,
    quota     bigint      NOT NULL,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (change_id, policy, wave)
);

-- slackwater.rollouts, key fleet: while there is a row, no update is granted.
CREATE TABLE freezes (
    subject   text        NOT NULL PRIMARY KEY,
    actor     text,
    reason    text,
    frozen_at timestamptz NOT NULL
);

-- slackwater.policies
CREATE TABLE policies (
    policy     text        NOT NULL PRIMARY KEY,
    version    integer     NOT NULL,
    document   text        NOT NULL,
    actor      text        NOT NULL,
    reason     text,
    changed_at timestamptz NOT NULL,
    removed    boolean     NOT NULL
);

-- slackwater.storage
CREATE TABLE volumes (
    store             text        NOT NULL,
    volume            text        NOT NULL,
    path              text        NOT NULL,
    owner             text        NOT NULL,
    state             text        NOT NULL,
    portion           text,
    version           text,
    kind              text        NOT NULL,
    sha256            text,
    size_bytes        bigint      NOT NULL,
    format            text        NOT NULL,
    pins              jsonb       NOT NULL,
    blockers          jsonb       NOT NULL,
    due_since         timestamptz,
    unreferenced_since timestamptz,
    bytes_freed       bigint      NOT NULL,
    proof             jsonb,
    changed_at        timestamptz NOT NULL,
    PRIMARY KEY (store, volume)
);
CREATE INDEX volumes_id ON volumes ((store || '/' || volume));
CREATE INDEX volumes_name ON volumes (volume);
CREATE INDEX volumes_portion ON volumes (portion, version);
CREATE INDEX volumes_changed ON volumes (changed_at, store, volume);

-- slackwater.storage-decisions: volumes that a person keeps.
CREATE TABLE holds (
    store   text        NOT NULL,
    volume  text        NOT NULL,
    hold    text        NOT NULL,
    actor   text        NOT NULL,
    reason  text        NOT NULL,
    held_at timestamptz NOT NULL,
    PRIMARY KEY (store, volume, hold)
);

-- Every record of every folded topic, for the history of a subject; what is older than the console's history period is deleted.
CREATE TABLE events (
    id            text        NOT NULL PRIMARY KEY,
    published_at  timestamptz NOT NULL,
    topic         text        NOT NULL,
    partition     integer     NOT NULL,
    record_offset bigint      NOT NULL,
    event_id      text,
    type          text        NOT NULL,
    record_key    text        NOT NULL,
    vm_id         text,
    host_id       text,
    change_id     text,
    store         text,
    actor         text,
    body          jsonb       NOT NULL
);
CREATE INDEX events_published ON events (published_at, id);
CREATE INDEX events_vm ON events (vm_id, published_at, id) WHERE vm_id IS NOT NULL;
CREATE INDEX events_change ON events (change_id, published_at, id) WHERE change_id IS NOT NULL;
CREATE INDEX events_actor ON events (actor, published_at, id) WHERE actor IS NOT NULL;
