-- What the pools list, what refers to it, and what may be said of each image: docs/operations/images.md.

-- slackwater.store-volumes: a volume as a pool of a host lists it. named_files has the last part of each file that it names, where it names
-- one that nobody can tell.
CREATE TABLE listed_volumes (
    host_id          text        NOT NULL,
    pool             text        NOT NULL,
    volume           text        NOT NULL,
    store            text        NOT NULL,
    path             text        NOT NULL,
    format           text        NOT NULL,
    capacity_bytes   bigint      NOT NULL,
    allocation_bytes bigint      NOT NULL,
    backing_path     text,
    backing_format   text        NOT NULL,
    unresolved       jsonb       NOT NULL,
    named_files      text[]      NOT NULL,
    unclear          text        NOT NULL,
    bookkeeping      boolean     NOT NULL,
    first_listed_at  timestamptz NOT NULL,
    observed_at      timestamptz NOT NULL,
    PRIMARY KEY (host_id, pool, volume)
);
CREATE INDEX listed_volumes_volume ON listed_volumes (store, volume, host_id, pool);
CREATE INDEX listed_volumes_id ON listed_volumes ((store || '/' || volume));
CREATE INDEX listed_volumes_name ON listed_volumes (volume);
CREATE INDEX listed_volumes_path ON listed_volumes (host_id, path);
CREATE INDEX listed_volumes_unresolved ON listed_volumes (host_id, store, volume, pool) WHERE unresolved <> '[]';
CREATE INDEX listed_volumes_named_files ON listed_volumes USING gin (named_files) WHERE unresolved <> '[]';

-- slackwater.store-volumes: a pool's listing. It is whole where listed, the number of its rows, is volumes, what the pool had.
CREATE TABLE pool_listings (
    host_id         text        NOT NULL,
    pool            text        NOT NULL,
    store           text        NOT NULL,
    active          boolean     NOT NULL,
    whole           boolean     NOT NULL,
    volumes         bigint      NOT NULL,
    listed          bigint      NOT NULL,
    unclear         text        NOT NULL,
    unresolved      jsonb       NOT NULL,
    first_listed_at timestamptz NOT NULL,
    observed_at     timestamptz NOT NULL,
    PRIMARY KEY (host_id, pool)
);
CREATE INDEX pool_listings_unresolved ON pool_listings (host_id, pool) WHERE unresolved <> '[]';

-- slackwater.store-volumes: what a volume is made of; volume is empty where it is the pool.
CREATE TABLE listed_references (
    host_id    text    NOT NULL,
    pool       text    NOT NULL,
    volume     text    NOT NULL,
    number     integer NOT NULL,
    kind       text    NOT NULL,
    certain    boolean NOT NULL,
    ref_store  text    NOT NULL,
    ref_volume text    NOT NULL,
    ref_path   text    NOT NULL,
    PRIMARY KEY (host_id, pool, volume, number)
);
CREATE INDEX listed_references_volume ON listed_references (ref_store, ref_volume);

-- slackwater.vm-inventory: what of a VM refers to a volume besides its slots.
CREATE TABLE vm_references (
    vm_id   text    NOT NULL,
    host_id text    NOT NULL,
    number  integer NOT NULL,
    holder  text    NOT NULL,
    name    text    NOT NULL,
    store   text    NOT NULL,
    volume  text    NOT NULL,
    path    text    NOT NULL,
    PRIMARY KEY (vm_id, host_id, number)
);
CREATE INDEX vm_references_volume ON vm_references (store, volume);

-- slackwater.vm-inventory: what a VM names and nobody can tell. named_files has the last part of the name. An empty name stands for
-- further ones: any volume of any host may be meant.
CREATE TABLE vm_unresolved (
    vm_id       text    NOT NULL,
    host_id     text    NOT NULL,
    number      integer NOT NULL,
    place       text    NOT NULL,
    name        text    NOT NULL,
    named_files text[]  NOT NULL,
    why         text    NOT NULL,
    PRIMARY KEY (vm_id, host_id, number)
);
CREATE INDEX vm_unresolved_host ON vm_unresolved (host_id, vm_id, number);
CREATE INDEX vm_unresolved_named_files ON vm_unresolved USING gin (named_files);
CREATE INDEX vm_unresolved_any ON vm_unresolved (vm_id, host_id) WHERE name = '';

-- slackwater.vm-inventory: of a VM that is gone, whether it may come back as it was: it had no definition of its own, or its host was
-- retired. Of one that the log does not tell of any more, it may.
ALTER TABLE vm_placements ADD COLUMN vanished boolean NOT NULL DEFAULT true;

-- slackwater.vm-inventory: VMs that could not be read when they were read last.
CREATE TABLE unreadable_vms (
    vm_id   text        NOT NULL,
    host_id text        NOT NULL,
    name    text        NOT NULL,
    since   timestamptz NOT NULL,
    PRIMARY KEY (vm_id, host_id)
);
CREATE INDEX unreadable_vms_host ON unreadable_vms (host_id, vm_id);

-- slackwater.hosts: the events of markers, in the order of the log.
CREATE TABLE store_markers (
    marker text   NOT NULL,
    store  text   NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (marker, store)
);
CREATE INDEX store_markers_store ON store_markers (store, number);

-- slackwater.hosts: hosts that had a store, show it no more, and were not retired.
CREATE TABLE former_store_hosts (
    store   text        NOT NULL,
    host_id text        NOT NULL,
    since   timestamptz NOT NULL,
    PRIMARY KEY (store, host_id)
);

ALTER TABLE hosts ADD COLUMN markers_read bigint;
ALTER TABLE hosts ADD COLUMN further_uris jsonb NOT NULL DEFAULT '[]';
CREATE INDEX hosts_markers_read ON hosts (markers_read) WHERE retired_at IS NULL;
CREATE INDEX hosts_never_synced ON hosts (host_id) WHERE synced_at IS NULL AND retired_at IS NULL;
CREATE INDEX host_stores_inactive ON host_stores (host_id) WHERE NOT active;

-- slackwater.storage-decisions: which hosts share a store, as a person confirmed it last.
CREATE TABLE store_confirmations (
    store        text        NOT NULL PRIMARY KEY,
    hosts        jsonb       NOT NULL,
    confirmed_at timestamptz NOT NULL
);

-- slackwater.storage-decisions: what VMs that are gone used last, and is needed no more.
CREATE TABLE released_uses (
    store       text        NOT NULL,
    vm_id       text        NOT NULL,
    vanished_at timestamptz NOT NULL,
    PRIMARY KEY (store, vm_id)
);

CREATE INDEX updates_replacements ON updates USING gin (replacements jsonb_path_ops) WHERE state <> 'ENDED';
CREATE INDEX unread_records_vms ON unread_records (published_at) WHERE topic = 'slackwater.vm-inventory';

-- The tables above lack what was folded before they were there. These topics are folded from their start again, into empty tables:
-- over rows of later records, an early one would say that a host lost its stores since, or that what is gone is there.
TRUNCATE hosts, host_stores, vm_placements, vm_volumes, holds;
DELETE FROM freezes WHERE subject = 'deletes';
DELETE FROM unread_records WHERE topic IN ('slackwater.hosts', 'slackwater.vm-inventory', 'slackwater.storage-decisions');
DELETE FROM folded_partitions WHERE topic IN ('slackwater.hosts', 'slackwater.vm-inventory', 'slackwater.storage-decisions');
DELETE FROM folded_topics WHERE topic IN ('slackwater.hosts', 'slackwater.vm-inventory', 'slackwater.storage-decisions');
