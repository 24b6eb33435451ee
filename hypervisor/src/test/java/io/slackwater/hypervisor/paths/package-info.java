@NullMarked
package io.slackwater.hypervisor.paths;

import org.jspecify.annotations.NullMarked;
