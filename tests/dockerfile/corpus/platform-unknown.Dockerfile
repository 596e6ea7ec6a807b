FROM --platform=toaster alpine
