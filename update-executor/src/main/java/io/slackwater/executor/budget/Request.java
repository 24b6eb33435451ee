package io.slackwater.executor.budget;

/** An attempt of an update that asks for a slot. */
public record Request(String updateId, int attempt, String vmId, String hostId) {}
