@NullMarked
package io.slackwater.hypervisor.xml;

import org.jspecify.annotations.NullMarked;
