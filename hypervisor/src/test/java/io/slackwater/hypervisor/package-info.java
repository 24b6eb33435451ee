@NullMarked
package io.slackwater.hypervisor;

import org.jspecify.annotations.NullMarked;
