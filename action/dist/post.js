'use strict';
require('./launcher').post();
