/** Real libvirt hosts with real guests, watched by one installation. */
@NullMarked
package io.slackwater.integration.hosts;

import org.jspecify.annotations.NullMarked;
