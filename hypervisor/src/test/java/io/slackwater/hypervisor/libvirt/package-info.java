@NullMarked
package io.slackwater.hypervisor.libvirt;

import org.jspecify.annotations.NullMarked;
