package io.slackwater.executor.policy;

/** How a VM is restarted, and how it shows that it came up. */
public record Conduct(RestartRules restart, VerificationRules verification) {}
