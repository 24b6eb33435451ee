/**
 * The adapter over libvirt. The libvirt-java binding opens and closes connections and runs the event loop; what the binding
 * lacks, or hands out as objects that only a finalizer releases, is called directly through small JNA interfaces.
 */
@NullMarked
package io.slackwater.hypervisor.libvirt;

import org.jspecify.annotations.NullMarked;
