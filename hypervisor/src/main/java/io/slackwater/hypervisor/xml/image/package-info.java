/** Every place of a domain definition that names an image or another file. */
@NullMarked
package io.slackwater.hypervisor.xml.image;

import org.jspecify.annotations.NullMarked;
