#@ links


#@ again


#@ verdict


#@ show
