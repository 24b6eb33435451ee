/** The topology of storage-reclaimer: its wiring. Its nodes are in {@code processor}, its state stores in {@code state}. */
@NullMarked
package io.slackwater.topology.storage;

import org.jspecify.annotations.NullMarked;
