/** What is known of a VM, folded from what was observed and decided. */
@NullMarked
package io.slackwater.domain.vm;

import org.jspecify.annotations.NullMarked;
