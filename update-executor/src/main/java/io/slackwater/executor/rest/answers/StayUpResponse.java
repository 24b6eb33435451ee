package io.slackwater.executor.rest.answers;

/**
 * How many VMs have only to stay up to be verified.
 *
 * @param vms how many were looked at that it is about
 * @param staysUpOnly how many of them have no channel for a guest agent, or a policy that asks their guests for nothing
 * @param whole whether all were looked at; not where other instances keep some of them, or there are very many
 */
public record StayUpResponse(long vms, long staysUpOnly, boolean whole) {}
