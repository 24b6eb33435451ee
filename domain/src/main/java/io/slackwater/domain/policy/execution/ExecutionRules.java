package io.slackwater.domain.policy.execution;

/** How a VM is restarted, and how it shows that it came up. */
public record ExecutionRules(RestartRules restart, VerificationRules verification) {}
