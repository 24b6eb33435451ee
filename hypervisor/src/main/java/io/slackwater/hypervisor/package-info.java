/**
 * The port: what Slackwater needs of a hypervisor, in libvirt's words. Adapters are siblings below this package; callers
 * use {@link io.slackwater.hypervisor.Hypervisors} and the types of this package only.
 */
@NullMarked
package io.slackwater.hypervisor;

import org.jspecify.annotations.NullMarked;
