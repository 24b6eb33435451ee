package io.slackwater.domain.storage.model;

/**
 * The overlay that an update put aside, and when it may go.
 *
 * @param updateId the update that owns it
 * @param changeId the update's change
 * @param vmId the VM whose disk it was
 * @param base the volume in the same store that it is backed by; empty where that is in another store
 * @param released whether the update's verdict made it superfluous; before, it is the rollback target
 */
public record Overlay(String updateId, String changeId, String vmId, String base, boolean released) {}
