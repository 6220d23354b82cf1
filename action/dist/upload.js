'use strict';
require('./launcher').main('upload');
